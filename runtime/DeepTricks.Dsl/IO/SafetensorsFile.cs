using System.Buffers.Binary;

namespace DeepTricks.Dsl;

/// <summary>
/// A <c>.safetensors</c> file open for reading: named tensors behind a JSON header, as the safetensors library of Hugging Face
/// defines it. The whole header is checked when the file is opened, the numbers are read when asked for.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;

    // The same limit as the reference implementation's.
    private const long LargestHeader = 100_000_000;

    private readonly Stream stream;
    private readonly long dataStart;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(Stream stream, string path, SafetensorsHeader header, long dataStart)
    {
        this.stream = stream;
        this.dataStart = dataStart;
        Path = path;
        Metadata = header.Metadata;
        Tensors = header.Tensors;
        byName = header.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Texts that the writer attached.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Tensors { get; }

    /// <summary>Opens a file and checks its header against its length.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="SafetensorsException">The file is truncated, damaged or hostile.</exception>
    /// <exception cref="IOException">The file can't be read, or there is none (<see cref="FileNotFoundException"/>).</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return Open(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file, whole or not at all: an existing one stays until the new one is complete on the disk.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tensors">What to write, as 32-bit floats, in this order.</param>
    /// <param name="metadata">Texts to attach.</param>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, or a tensor's sizes do not match its numbers.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        byte[] header = SafetensorsHeader.Text(tensors, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in tensors)
            {
                FloatFormats.Write(stream, tensor.Values.Span);
            }
        });
    }

    /// <summary>What the header says of a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>Its entry, or null if the file has no such tensor.</returns>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads the numbers of a tensor of type F32, F16 or BF16.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>Its numbers, row-major.</returns>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    /// <exception cref="SafetensorsException">Its type is another, it is too large for an array, or the file has become shorter.</exception>
    public float[] Read(string name)
    {
        var entry = Find(name) ?? throw new KeyNotFoundException($"{Path} has no tensor '{name}'");
        int width = FloatFormats.Bytes(entry.Type)
            ?? throw new SafetensorsException(Path, $"the tensor '{name}' is of type {entry.Type}; F32, F16 and BF16 can be read");
        if (entry.Count > Array.MaxLength)
        {
            throw new SafetensorsException(
                Path, FormattableString.Invariant($"the tensor '{name}' has {entry.Count} numbers, more than an array can hold"));
        }

        stream.Position = dataStart + entry.Start;
        try
        {
            return FloatFormats.Read(stream, entry.Type, width, (int)entry.Count);
        }
        catch (EndOfStreamException ended)
        {
            throw new SafetensorsException(Path, $"the file ends inside the tensor '{name}'", ended);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Reads the header of a stream that can seek; the result owns the stream.</summary>
    internal static SafetensorsFile Open(Stream stream, string path)
    {
        long fileLength = stream.Length;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(prefix, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
        {
            throw new SafetensorsException(path, FormattableString.Invariant($"the file has {fileLength} bytes, too few for a header"));
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LargestHeader)
        {
            throw new SafetensorsException(
                path, FormattableString.Invariant($"the header claims {headerLength} bytes; {LargestHeader} are allowed"));
        }

        if ((long)headerLength > fileLength - LengthBytes)
        {
            throw new SafetensorsException(
                path, FormattableString.Invariant($"the header claims {headerLength} bytes, but only {fileLength - LengthBytes} follow"));
        }

        byte[] text = new byte[headerLength];
        stream.ReadExactly(text);
        long dataStart = LengthBytes + text.Length;
        return new SafetensorsFile(stream, path, SafetensorsHeader.Parse(text, fileLength - dataStart, path), dataStart);
    }
}
