namespace DeepTricks.Dsl.Runtime.Tests;

/// <summary>Damages byte arrays in random but repeatable ways.</summary>
internal static class Mutations
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)'}', (byte)'[', (byte)'-', (byte)'9', (byte)'\\', (byte)','];

    /// <summary>Bytes changed, removed, repeated or inserted at up to four places, most of them in the first <paramref name="sensitive"/> bytes.</summary>
    public static byte[] Apply(byte[] original, int sensitive, Random random)
    {
        var bytes = original.ToList();
        for (int times = random.Next(1, 5); times > 0; times--)
        {
            int range = random.Next(4) == 0 ? bytes.Count : Math.Min(sensitive, bytes.Count);
            int at = random.Next(range + 1);
            int length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes.Insert(at, Any(random));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    if (at < bytes.Count)
                    {
                        bytes[at] = random.Next(2) == 0 ? (byte)(bytes[at] ^ (1 << random.Next(8))) : Any(random);
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Any bytes at all.</summary>
    public static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte Any(Random random) => random.Next(2) == 0 ? Interesting[random.Next(Interesting.Length)] : (byte)random.Next(256);
}
