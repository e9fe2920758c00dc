using System.Security.Cryptography;
using System.Text;

namespace FencyGrid.Grains.Organizations;

/// <summary>What is stored of a key's value.</summary>
public static class ApiKeyHash
{
    /// <summary>SHA-256 of the value's UTF-8 bytes, lower-case hex.</summary>
    public static string Of(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
