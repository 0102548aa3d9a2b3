using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Average pooling and upsampling, which undo each other: one sums the numbers under each window, the other spreads each number over its window.
/// Forward of one is backward of the other, with a factor. Windows lie inside the sample: pools have no padding. See <see cref="Pooling"/> and <see cref="Upsampling"/>.
/// </summary>
internal sealed class GpuWindows(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> sum = machine.Accelerator.LoadKernel<Operands>(Sum);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> spread = machine.Accelerator.LoadKernel<Operands>(Spread);

    /// <summary>Average pooling, over the whole sample with <see cref="WindowSize.Whole"/>.</summary>
    public void Average(int count, GpuTensor input, GpuTensor output, WindowSize window) => Launch(sum, count, output, input, output, window, Share(window), false);

    /// <summary>Backward of average pooling.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="outputGradient">The output's gradient.</param>
    /// <param name="inputGradient">Receives the input's.</param>
    /// <param name="window">The window.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    public void AverageGradient(int count, GpuTensor outputGradient, GpuTensor inputGradient, WindowSize window, bool adds) =>
        Launch(spread, count, inputGradient, inputGradient, outputGradient, window, Share(window), adds);

    /// <summary>Nearest-neighbour upsampling, by factors that follow from the tensors.</summary>
    public void Upsample(int count, GpuTensor input, GpuTensor output) => Launch(spread, count, output, output, input, Repeats(output, input), 1f, false);

    /// <summary>Backward of upsampling; parameters as <see cref="AverageGradient"/> has them.</summary>
    public void UpsampleGradient(int count, GpuTensor outputGradient, GpuTensor inputGradient, bool adds) =>
        Launch(sum, count, inputGradient, outputGradient, inputGradient, Repeats(outputGradient, inputGradient), 1f, adds);

    private static float Share(WindowSize window) => 1f / (window.Height * window.Width);

    private static WindowSize Repeats(GpuTensor large, GpuTensor small)
    {
        int factorY = large.Rows / small.Rows;
        int factorX = large.Width / small.Width;
        return new WindowSize { Height = factorY, Width = factorX, StepY = factorY, Step = factorX, DilationY = 1, Dilation = 1 };
    }

    private void Launch(
        Action<AcceleratorStream, KernelConfig, Operands> kernel, int count, GpuTensor result, GpuTensor large, GpuTensor small, WindowSize window, float share, bool adds)
    {
        int numbers = checked(count * result.Length);
        if (numbers > 0)
        {
            kernel(machine.Stream, KernelGrid.Over(machine, numbers), new Operands
            {
                Large = large, Small = small, Window = window, Numbers = numbers, Share = share, Adds = adds ? 1 : 0,
            });
        }
    }

    internal static void Sum(Operands operands)
    {
        var large = operands.Large;
        var small = operands.Small;
        var window = operands.Window;
        for (int number = KernelGrid.Thread; number < operands.Numbers; number += KernelGrid.Threads)
        {
            int channel = number % small.Channels;
            int pixel = number / small.Channels;
            int x = pixel % small.Width;
            int line = pixel / small.Width;
            int corner = ((((line / small.Rows * large.Rows) + (line % small.Rows * window.StepY)) * large.Width) + (x * window.Step)) * large.Stride;
            float total = 0f;
            for (int ky = 0; ky < window.Height; ky++)
            {
                int place = corner + (ky * large.Width * large.Stride) + channel;
                for (int kx = 0; kx < window.Width; kx++)
                {
                    total += large.Values[place];
                    place += large.Stride;
                }
            }

            small.Put(small.Place(number), total * operands.Share, operands.Adds);
        }
    }

    internal static void Spread(Operands operands)
    {
        var large = operands.Large;
        var small = operands.Small;
        var window = operands.Window;
        for (int number = KernelGrid.Thread; number < operands.Numbers; number += KernelGrid.Threads)
        {
            int channel = number % large.Channels;
            int pixel = number / large.Channels;
            int x = pixel % large.Width;
            int line = pixel / large.Width;
            int y = line % large.Rows;
            int sample = line / large.Rows;
            int firstX = WindowSize.FirstOver(x, window.Width, window.Step);
            int lastX = WindowSize.LastOver(x, window.Step, small.Width);
            int lastY = WindowSize.LastOver(y, window.StepY, small.Rows);
            float total = 0f;
            for (int row = WindowSize.FirstOver(y, window.Height, window.StepY); row <= lastY; row++)
            {
                int start = ((sample * small.Rows) + row) * small.Width;
                for (int column = firstX; column <= lastX; column++)
                {
                    total += small.Values[((start + column) * small.Stride) + channel];
                }
            }

            large.Put(large.Place(number), total * operands.Share, operands.Adds);
        }
    }

    internal struct Operands
    {
        public GpuTensor Large;
        public GpuTensor Small;
        public WindowSize Window;
        public int Numbers;
        public int Adds;
        public float Share;
    }
}
