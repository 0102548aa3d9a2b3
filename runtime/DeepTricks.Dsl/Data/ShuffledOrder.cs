using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>
/// The order in which an epoch visits the samples: a permutation that depends on the seed and the epoch alone, new for every epoch,
/// so that a network never sees the same minibatch twice.
/// </summary>
internal sealed class ShuffledOrder
{
    // The high half of the stream number, so that shuffling and other draws of one seed never share random numbers.
    private const long ShuffleStream = 0x53485546L << 32;

    private readonly int[] order;
    private readonly ulong seed;

    public ShuffledOrder(int count, ulong seed)
    {
        order = new int[count];
        this.seed = seed;
    }

    /// <summary>The samples in the order of an epoch. The same array every time: it holds until the next call.</summary>
    public int[] ForEpoch(int epoch)
    {
        // From the natural order and not from the last one, so that an epoch's order does not depend on those before it.
        new RandomStream(seed, ShuffleStream | (uint)epoch).Shuffle(Natural().AsSpan());
        return order;
    }

    /// <summary>The samples in the order of the data set, in the same array.</summary>
    public int[] Natural()
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        return order;
    }
}
