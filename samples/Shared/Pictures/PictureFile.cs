using StbImageSharp;

namespace Shared.Pictures;

/// <summary>Image files: which are known, and how they are decoded.</summary>
internal static class PictureFile
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp"];

    /// <summary>The extensions of the files that can be read, for sentences.</summary>
    public static string KnownExtensions { get; } = string.Join(", ", Extensions[..^1]) + " and " + Extensions[^1];

    /// <summary>Whether a file's name says that it can be read.</summary>
    public static bool HasKnownExtension(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>Decodes a file; transparency is dropped, and a picture in grey has three equal channels.</summary>
    /// <returns>The picture, or null where the file holds none.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Picture? Decode(string file)
    {
        var bytes = File.ReadAllBytes(file);
        try
        {
            var result = ImageResult.FromStream(new EndingStream(bytes), ColorComponents.RedGreenBlue);
            return new Picture(result.Data, result.Height, result.Width);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // At damaged files the decoder throws what it comes upon, index errors among others, with messages of no use to anyone.
            return null;
        }
    }
}
