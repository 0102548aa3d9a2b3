using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Sums for each channel: the moments of a tensor for <see cref="GpuStatistics"/>, where no product left them, and the total of sums that groups left.
/// Groups stand over <see cref="Across"/> channels each; parts follow from the sizes, so that the order of sums does too.
/// </summary>
internal sealed class GpuColumns(GpuMachine machine)
{
    /// <summary>Channels of a group, at most as many as a group has threads.</summary>
    private const int Across = 16;

    private const int LeastPixels = 256;
    private const int MostParts = 128;

    private readonly Action<AcceleratorStream, KernelConfig, Operands> moments = machine.Accelerator.LoadKernel<Operands>(Moments);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> total = machine.Accelerator.LoadKernel<Operands>(Total);

    /// <summary>Parts that the pixels of a batch are summed in.</summary>
    public static int Parts(int pixels) => Math.Clamp((pixels + LeastPixels - 1) / LeastPixels, 1, MostParts);

    /// <summary>Sums each channel's distance from a reference and its square.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="values">The tensor.</param>
    /// <param name="reference">For each channel what distances are taken from, a number near the mean.</param>
    /// <param name="sums">Receives for each of <see cref="Parts"/> the sums of all channels, then those of the squares.</param>
    public void LaunchMoments(int count, GpuTensor values, ArrayView<float> reference, ArrayView<float> sums)
    {
        int pixels = checked(count * values.Pixels);
        int parts = Parts(pixels);
        moments(machine.Stream, Config(parts, values.Channels), new Operands
        {
            Values = values.Values, Reference = reference, Result = sums, Columns = values.Channels, Stride = values.Stride, Rows = pixels, Part = (pixels + parts - 1) / parts,
        });
    }

    /// <summary>Adds up rows of sums that groups left.</summary>
    /// <param name="partials">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Sums of a row.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="result">Receives the sum of each column.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    public void LaunchTotal(ArrayView<float> partials, int rows, int columns, int stride, ArrayView<float> result, bool adds) =>
        total(machine.Stream, Config(1, columns), new Operands
        {
            // A kernel takes no empty view.
            Values = partials, Reference = result, Result = result, Columns = columns, Stride = stride, Rows = rows, Part = rows, Adds = adds ? 1 : 0,
        });

    private KernelConfig Config(int parts, int columns) => new(new Index3D(parts, (columns + Across - 1) / Across, 1), new Index3D(machine.Threads, 1, 1));

    internal static void Moments(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int column = (Grid.IdxY * Across) + (Group.IdxX % Across);
        int start = Grid.IdxX * operands.Part;
        int end = start + operands.Part < operands.Rows ? start + operands.Part : operands.Rows;
        float sum = 0f;
        float squares = 0f;
        if (column < operands.Columns)
        {
            float reference = operands.Reference[column];
            for (int row = start + (Group.IdxX / Across); row < end; row += Group.DimX / Across)
            {
                float distance = operands.Values[(row * operands.Stride) + column] - reference;
                sum += distance;
                squares += distance * distance;
            }
        }

        sum = GroupSums.OfColumn(shared, sum, Across);
        squares = GroupSums.OfColumn(shared, squares, Across);
        if (Group.IdxX < Across & column < operands.Columns)
        {
            int place = (Grid.IdxX * 2 * operands.Columns) + column;
            operands.Result[place] = sum;
            operands.Result[place + operands.Columns] = squares;
        }
    }

    internal static void Total(Operands operands)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        int column = (Grid.IdxY * Across) + (Group.IdxX % Across);
        float sum = 0f;
        if (column < operands.Columns)
        {
            for (int row = Group.IdxX / Across; row < operands.Rows; row += Group.DimX / Across)
            {
                sum += operands.Values[(row * operands.Stride) + column];
            }
        }

        sum = GroupSums.OfColumn(shared, sum, Across);
        if (Group.IdxX < Across & column < operands.Columns)
        {
            operands.Result[column] = operands.Adds != 0 ? operands.Result[column] + sum : sum;
        }
    }

    internal struct Operands
    {
        public ArrayView<float> Values;
        public ArrayView<float> Reference;
        public ArrayView<float> Result;
        public int Columns;
        public int Stride;
        public int Rows;
        public int Part;
        public int Adds;
    }
}
