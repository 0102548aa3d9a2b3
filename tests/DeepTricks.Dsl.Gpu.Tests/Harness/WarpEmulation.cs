using ILGPU;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>
/// The tensor cores' instructions after their documentation (PTX ISA, matrix fragments of mma.m16n8k8 for .tf32 and mma.m16n8k16 for .bf16): each lane
/// deposits the words that it hands to the instruction, and sums what the documentation says that it receives.
/// </summary>
internal struct WarpEmulation<TFactors> : IWarpProduct
    where TFactors : struct, ITensorFactors
{
    private const int WordsOfLane = 6;

    private ArrayView<uint> deposits;
    private ArrayView<float> sums;

    public void Start(int threads)
    {
        deposits = SharedMemory.Allocate<uint>(threads * WordsOfLane);
        sums = LocalMemory.Allocate<float>(64);
        for (int i = 0; i < 64; i++)
        {
            sums[i] = 0f;
        }
    }

    public readonly void Add(int place, WordQuad left, uint right, uint further)
    {
        int own = Group.IdxX * WordsOfLane;
        deposits[own] = left.X;
        deposits[own + 1] = left.Y;
        deposits[own + 2] = left.Z;
        deposits[own + 3] = left.W;
        deposits[own + 4] = right;
        deposits[own + 5] = further;
        Group.Barrier();
        int lane = Group.IdxX % 32;
        int row = lane / 4;
        int column = lane % 4 * 2;
        sums[place * 4] += Product(row, column);
        sums[(place * 4) + 1] += Product(row, column + 1);
        sums[(place * 4) + 2] += Product(row + 8, column);
        sums[(place * 4) + 3] += Product(row + 8, column + 1);
        Group.Barrier();
    }

    public readonly void Leave(int place, ArrayView<float> shared, int at, int down)
    {
        shared[at] = sums[place * 4];
        shared[at + 1] = sums[(place * 4) + 1];
        shared[at + down] = sums[(place * 4) + 2];
        shared[at + down + 1] = sums[(place * 4) + 3];
    }

    private readonly float Product(int row, int column)
    {
        TFactors factors = default;
        int firstLane = Group.IdxX / 32 * 32;
        float sum = 0f;
        for (int word = 0; word < 8; word++)
        {
            int laneOfLeft = firstLane + (row % 8 * 4) + (word % 4);
            int laneOfRight = firstLane + (column * 4) + (word % 4);
            uint left = deposits[(laneOfLeft * WordsOfLane) + (row / 8) + (word / 4 * 2)];
            uint right = deposits[(laneOfRight * WordsOfLane) + 4 + (word / 4)];
            for (int number = 0; number < factors.PerWord; number++)
            {
                sum += factors.Number(left, number) * factors.Number(right, number);
            }
        }

        return sum;
    }
}
