using System.Security.Cryptography;
using System.Text;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Rows;

/// <summary>The id of a tree's row: a hash of its address, so that a tree finds its rows without asking which they are.</summary>
public static class TreeId
{
    public static string Of(TreeAddress address)
    {
        // Lengths before the parts: no two addresses run together into the same bytes.
        var text = $"{address.AgentId.Length}:{address.AgentId}{address.InstanceId.Length}:{address.InstanceId}{address.UserId}";
        return "tre_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
