using System.Buffers;
using System.Buffers.Binary;

namespace DeepTricks.Dsl;

/// <summary>The number types of <c>.safetensors</c> files, and how those that are floats become 32-bit ones.</summary>
internal static class FloatFormats
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Bytes of one number of a type that can be read as a float, or null.</summary>
    public static int? Bytes(string type) => type switch
    {
        "F32" => 4,
        "F16" or "BF16" => 2,
        _ => null,
    };

    /// <summary>Bytes of one number of any type that a file may hold, or null for an unknown one.</summary>
    public static int? BytesOfAny(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" or "C64" => 8,
        _ => null,
    };

    /// <summary>Reads numbers of a float type, little-endian as the format demands.</summary>
    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    public static float[] Read(Stream stream, string type, int width, int count)
    {
        var values = new float[count];
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            for (int done = 0; done < count;)
            {
                int now = Math.Min(count - done, BlockBytes / width);
                var bytes = block.AsSpan(0, now * width);
                stream.ReadExactly(bytes);
                Convert(type, bytes, values.AsSpan(done, now));
                done += now;
            }

            return values;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Writes 32-bit floats, little-endian.</summary>
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (!values.IsEmpty)
            {
                int now = Math.Min(values.Length, BlockBytes / sizeof(float));
                for (int i = 0; i < now; i++)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(block.AsSpan(i * sizeof(float)), values[i]);
                }

                stream.Write(block, 0, now * sizeof(float));
                values = values[now..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static void Convert(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
            };
        }
    }
}
