using System.Buffers.Binary;
using System.Text;

namespace DeepTricks.Dsl.Runtime.Tests;

/// <summary>Makes <c>.safetensors</c> files by hand.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, byte[] data, ulong? claimed = null)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, claimed ?? (ulong)header.Length);
        return [.. prefix, .. header, .. data];
    }

    public static byte[] Floats(params float[] values)
    {
        var bytes = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }
}
