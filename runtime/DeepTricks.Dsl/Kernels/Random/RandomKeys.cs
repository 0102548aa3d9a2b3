using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Random numbers as a function of what they are for, so that they don't depend on the order of the work or the number of threads.
/// Philox4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RandomKeys
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Turns a counter of four words into four random ones, under a key of two.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Philox(
        uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * counter0;
            ulong product1 = (ulong)Multiplier1 * counter2;
            (counter0, counter1, counter2, counter3) = (
                (uint)(product1 >> 32) ^ counter1 ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ counter3 ^ key1,
                (uint)product0);
            key0 += KeyStep0;
            key1 += KeyStep1;
        }

        return (counter0, counter1, counter2, counter3);
    }

    /// <summary>
    /// The keys with which <see cref="ILanes{TSelf}.Keep"/> draws the mask of one sample of the batch in one layer at one step.
    /// </summary>
    public static (uint Key0, uint Key1) ForSample(ulong seed, long step, int layer, int sample)
    {
        var (key0, key1, _, _) = Philox(
            (uint)sample, (uint)layer, (uint)step, (uint)((ulong)step >> 32), (uint)seed, (uint)(seed >> 32));
        return (key0, key1);
    }
}
