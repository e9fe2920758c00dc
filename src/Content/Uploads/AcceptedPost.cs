using System.Globalization;

namespace FencyGrid.Content.Uploads;

/// <summary>A form whose fields are in order, and what its file may be.</summary>
/// <param name="ContentType">The field Content-Type; null if the form has none.</param>
/// <param name="MinBytes">The smallest file the policy allows.</param>
/// <param name="MaxBytes">The largest file the policy allows.</param>
public sealed record AcceptedPost(string Key, string? ContentType, long MinBytes, long MaxBytes)
{
    /// <summary>Checks the file's size. While the file still comes in (<paramref name="isWhole"/> false) it can only be too large.</summary>
    /// <exception cref="PostPolicyException">EntityTooLarge or EntityTooSmall.</exception>
    public void CheckSize(long bytes, bool isWhole = true)
    {
        if (bytes > MaxBytes)
        {
            throw new PostPolicyException(
                "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size", ("ProposedSize", Text(bytes)), ("MaxSizeAllowed", Text(MaxBytes)));
        }

        if (isWhole && bytes < MinBytes)
        {
            throw new PostPolicyException(
                "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size", ("ProposedSize", Text(bytes)), ("MinSizeAllowed", Text(MinBytes)));
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
