using System.ComponentModel;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Sums over the threads of a group, always in the order of the same tree, through shared memory: shuffles between the threads of a
/// warp exist on NVIDIA's devices only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GroupSums
{
    /// <summary>The most threads of a group.</summary>
    public const int MostThreads = 256;

    /// <summary>
    /// The sum over the rows of threads, in each column of threads: thread t stands in column <c>t % across</c>. Every thread of the
    /// group must call this, and receives its column's sum.
    /// </summary>
    /// <param name="shared">As many floats of shared memory as the group has threads.</param>
    /// <param name="value">The thread's number.</param>
    /// <param name="across">Columns; the number of threads divided by it must be a power of two.</param>
    public static float OfColumn(ArrayView<float> shared, float value, int across)
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half >= across; half /= 2)
        {
            if (thread < half)
            {
                shared[thread] += shared[thread + half];
            }

            Group.Barrier();
        }

        float sum = shared[thread % across];
        Group.Barrier();
        return sum;
    }

    /// <summary>The sum over all threads of the group, whose number is a power of two.</summary>
    public static float OfAll(ArrayView<float> shared, float value) => OfColumn(shared, value, 1);

    /// <summary>The largest number of the group, none if one of them is none.</summary>
    internal static float Largest(ArrayView<float> shared, float value)
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half >= 1; half /= 2)
        {
            if (thread < half)
            {
                float other = shared[thread + half];
                if (other > shared[thread] | ThreadMath.IsNaN(other))
                {
                    shared[thread] = other;
                }
            }

            Group.Barrier();
        }

        float largest = shared[0];
        Group.Barrier();
        return largest;
    }

    /// <summary>
    /// Whether this group is the last of several to come here, known to all its threads. What the others wrote before they came is
    /// visible then. The ticket is zero again afterwards.
    /// </summary>
    internal static bool IsLast(ArrayView<int> tickets, int ticket, int groups)
    {
        ref int last = ref SharedMemory.Allocate<int>();
        MemoryFence.DeviceLevel();
        Group.Barrier();
        if (Group.IdxX == 0)
        {
            last = Atomic.Add(ref tickets[ticket], 1) == groups - 1 ? 1 : 0;
            if (last == 1)
            {
                tickets[ticket] = 0;
            }
        }

        Group.Barrier();
        bool isLast = last == 1;
        MemoryFence.DeviceLevel();
        return isLast;
    }
}
