using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepTricks.Dsl;

/// <summary>Images of an IDX file.</summary>
/// <param name="Pixels">All images one after another, row by row, one byte per pixel.</param>
/// <param name="Count">Images, at least 1.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels of a row.</param>
public sealed record IdxImages(byte[] Pixels, int Count, int Height, int Width);

/// <summary>
/// Reads IDX files, the format of MNIST (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"), plain or
/// compressed by gzip (in one piece, as gzip writes it), which is told by the content and not by the name.
/// </summary>
public static class IdxFile
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;

    // One byte of deflate can't stand for more than 1032 bytes (258 in two bits), so a claim beyond that is a lie.
    private const long LargestGzipRatio = 1032;

    // Memory is taken as the data comes, so that a header alone can't ask for gigabytes.
    private const int FirstBlock = 1 << 24;

    /// <summary>Reads images of one byte per pixel (magic number 0x00000803).</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <returns>The images.</returns>
    /// <exception cref="IdxFormatException">
    /// The magic number is another, a size is zero, negative or too large, or the file is shorter or longer than its header says.
    /// </exception>
    /// <exception cref="IOException">The file can't be read, or there is none (<see cref="FileNotFoundException"/>).</exception>
    public static IdxImages ReadImages(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadImages(stream, path);
    }

    /// <summary>Reads labels of one byte each (magic number 0x00000801).</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="IdxFormatException">
    /// The magic number is another, the count is zero, negative or too large, or the file is shorter or longer than its header says.
    /// </exception>
    /// <exception cref="IOException">The file can't be read, or there is none (<see cref="FileNotFoundException"/>).</exception>
    public static byte[] ReadLabels(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadLabels(stream, path);
    }

    /// <summary>Reads images from a stream that can seek.</summary>
    internal static IdxImages ReadImages(Stream stream, string file)
    {
        Span<int> sizes = stackalloc int[3];
        byte[] pixels = Read(stream, file, ImagesMagic, sizes);
        return new IdxImages(pixels, sizes[0], sizes[1], sizes[2]);
    }

    /// <summary>Reads labels from a stream that can seek.</summary>
    internal static byte[] ReadLabels(Stream stream, string file)
    {
        Span<int> sizes = stackalloc int[1];
        return Read(stream, file, LabelsMagic, sizes);
    }

    private static byte[] Read(Stream stream, string file, uint magic, Span<int> sizes)
    {
        try
        {
            bool compressed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
            stream.Position = 0;
            if (!compressed)
            {
                return ReadContent(stream, file, magic, sizes, stream.Length);
            }

            using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            byte[] data = ReadContent(content, file, magic, sizes, stream.Length * LargestGzipRatio);
            CheckGzipEnd(stream, file, 4 + (4 * sizes.Length) + data.LongLength);
            return data;
        }
        catch (InvalidDataException damaged)
        {
            throw new IdxFormatException(file, "whole gzip data", "damaged gzip data", damaged);
        }
    }

    /// <summary>
    /// The length of the content, modulo 2^32, is the last word of gzip data. GZipStream neither misses it when it is cut off nor
    /// minds bytes behind it.
    /// </summary>
    private static void CheckGzipEnd(Stream stream, string file, long contentLength)
    {
        Span<byte> end = stackalloc byte[4];
        stream.Position = stream.Length - end.Length;
        stream.ReadExactly(end);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (stored != (uint)contentLength)
        {
            throw new IdxFormatException(
                file,
                FormattableString.Invariant($"gzip data that ends with its content's length, {contentLength}"),
                FormattableString.Invariant($"{stored} at the end"));
        }
    }

    private static byte[] ReadContent(Stream content, string file, uint magic, Span<int> sizes, long largestLength)
    {
        Span<byte> header = stackalloc byte[4 + (4 * sizes.Length)];
        int read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read >= 4 && BinaryPrimitives.ReadUInt32BigEndian(header) is var found && found != magic)
        {
            throw new IdxFormatException(file, $"the magic number 0x{magic:X8}", $"0x{found:X8}");
        }

        if (read < header.Length)
        {
            throw new IdxFormatException(file, FormattableString.Invariant($"a header of {header.Length} bytes"), Bytes(read));
        }

        long length = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + (4 * i))..]);
            if (sizes[i] < 1)
            {
                throw new IdxFormatException(
                    file, "sizes of at least 1", FormattableString.Invariant($"{sizes[i]} as size {i + 1} of {sizes.Length}"));
            }

            length *= sizes[i];
            if (length > Array.MaxLength)
            {
                throw new IdxFormatException(
                    file,
                    FormattableString.Invariant($"at most {Array.MaxLength} bytes of data"),
                    "sizes of " + string.Join("x", sizes[..(i + 1)].ToArray()));
            }
        }

        if (length + header.Length > largestLength)
        {
            throw new IdxFormatException(file, Bytes(length + header.Length) + ", as the header says", $"at most {Bytes(largestLength)}");
        }

        return ReadData(content, file, (int)length, header.Length);
    }

    private static byte[] ReadData(Stream content, string file, int length, int headerLength)
    {
        byte[] data = new byte[Math.Min(length, FirstBlock)];
        int filled = 0;
        while (true)
        {
            int read = content.ReadAtLeast(data.AsSpan(filled), data.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < data.Length)
            {
                throw new IdxFormatException(
                    file, Bytes((long)length + headerLength) + ", as the header says", Bytes((long)filled + headerLength));
            }

            if (filled == length)
            {
                break;
            }

            Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
        }

        return content.ReadByte() < 0
            ? data
            : throw new IdxFormatException(file, Bytes((long)length + headerLength) + ", as the header says", "more");
    }

    private static string Bytes(long count) => FormattableString.Invariant($"{count} bytes");
}
