using System.Runtime.InteropServices;

namespace FencyGrid.Content.Blobs;

/// <summary>
/// Directories whose entries survive a power failure. On Unix a new, renamed or deleted name is durable only after fsync of the
/// directory that holds it, which .NET has no call for; NTFS logs names by itself.
/// </summary>
internal static partial class DurableDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int ReadOnly = 0;

    /// <summary>Creates the directory and what is missing above it, for this user alone.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path);
        if (parent is not null)
        {
            Create(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        if (parent is not null)
        {
            Flush(parent);
        }
    }

    /// <exception cref="IOException">The names are not on disk.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var directory = Open(path, ReadOnly);
        if (directory < 0)
        {
            throw Failure();
        }

        try
        {
            if (Synchronize(directory) != 0)
            {
                throw Failure();
            }
        }
        finally
        {
            _ = Close(directory);
        }
    }

    private static IOException Failure() => new($"A directory could not be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
