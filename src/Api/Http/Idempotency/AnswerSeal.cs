using System.Security.Cryptography;
using System.Text;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Api.Http.Idempotency;

/// <summary>
/// Encrypts the answers that are kept (AES-256-GCM), some of which hold a token or a key that is shown once. The key is derived from the
/// server's secret and from the request, whose idempotency key and body are not beside the answer: only the same request opens it again.
/// </summary>
public sealed class AnswerSeal(ServerSecret secret)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <param name="request">What tells the request from every other: who sent it and where to, its idempotency key, its body.</param>
    public string Close(string request, string answer)
    {
        var plain = Encoding.UTF8.GetBytes(answer);
        var box = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var cipher = Cipher(request);
        cipher.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize));
        return Convert.ToBase64String(box);
    }

    /// <returns>Null if it was not sealed for this request, or by another server's secret.</returns>
    public string? Open(string request, string answer)
    {
        var box = new byte[answer.Length];
        if (!Convert.TryFromBase64String(answer, box, out var length) || length < NonceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[length - NonceSize - TagSize];
        using var cipher = Cipher(request);
        try
        {
            cipher.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize + TagSize, plain.Length), box.AsSpan(NonceSize, TagSize), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    private AesGcm Cipher(string request)
    {
        Span<byte> key = stackalloc byte[KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Key, key, salt: [], info: Encoding.UTF8.GetBytes($"idempotent answer\n{request}"));
        return new AesGcm(key, TagSize);
    }
}
