using StbImageWriteSharp;

namespace DeepTricks.Dsl.Samples.Tests.Pictures;

/// <summary>Writes images for tests to read.</summary>
internal static class ImageFiles
{
    /// <summary>Writes an image of one colour in the format that the file's extension says; makes its folder.</summary>
    public static string WritePlain(string file, int height, int width, byte red, byte green, byte blue) =>
        Write(file, height, width, (_, _) => (red, green, blue));

    /// <summary>Writes an image whose pixels a function of row and column says.</summary>
    public static string Write(string file, int height, int width, Func<int, int, (byte Red, byte Green, byte Blue)> color)
    {
        var pixels = new byte[height * width * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                (pixels[((y * width) + x) * 3], pixels[(((y * width) + x) * 3) + 1], pixels[(((y * width) + x) * 3) + 2]) = color(y, x);
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = File.Create(file);
        var writer = new ImageWriter();
        switch (Path.GetExtension(file))
        {
            case ".png":
                writer.WritePng(pixels, width, height, ColorComponents.RedGreenBlue, stream);
                break;
            case ".bmp":
                writer.WriteBmp(pixels, width, height, ColorComponents.RedGreenBlue, stream);
                break;
            default:
                writer.WriteJpg(pixels, width, height, ColorComponents.RedGreenBlue, stream, 95);
                break;
        }

        return file;
    }
}
