using DeepTricks.Dsl.Gpu;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Benchmarks.Gpu;

/// <summary>What the multiply-add units of a GPU reach in single precision: threads that do nothing else, each with chains that do not wait for one another.</summary>
internal static class PeakKernel
{
    private const int Chains = 8;
    private const int Threads = 256;
    private const int GroupsOfProcessor = 16;
    private const int Rounds = 2048;

    /// <summary>Its operands.</summary>
    internal struct Operands
    {
        /// <summary>A number for each thread, so that no chain can be left out.</summary>
        public ArrayView<float> Result;

        /// <summary>Multiply-adds of a chain.</summary>
        public int Rounds;

        /// <summary>What each multiplies by.</summary>
        public float Factor;

        /// <summary>What each adds.</summary>
        public float Summand;
    }

    /// <summary>Measures it.</summary>
    /// <returns>Operations a second, a multiply-add counted as two; the median.</returns>
    public static double Measure(GpuMachine machine, Turns turns)
    {
        int threads = Math.Min(Threads, machine.Accelerator.MaxNumThreadsPerGroup);
        int groups = machine.Accelerator.NumMultiprocessors * GroupsOfProcessor;
        using var result = machine.Accelerator.Allocate1D<float>((long)groups * threads);
        var launch = machine.Load<Operands>(Run);
        var operands = new Operands { Result = result.View, Rounds = Rounds, Factor = 0.999f, Summand = 0.001f };
        var config = new KernelConfig(groups, threads);
        double seconds = turns.Median(() => launch(machine.Stream, config, operands), machine.Stream.Synchronize);
        return 2.0 * Chains * Rounds * groups * threads / seconds;
    }

    private static void Run(Operands operands)
    {
        int thread = KernelGrid.Thread;
        float factor = operands.Factor;
        float summand = operands.Summand;
        float a = thread;
        float b = thread + 1;
        float c = thread + 2;
        float d = thread + 3;
        float e = thread + 4;
        float f = thread + 5;
        float g = thread + 6;
        float h = thread + 7;
        for (int round = 0; round < operands.Rounds; round += 4)
        {
            // Four times by hand, since no loop is unrolled.
            a = (a * factor) + summand;
            b = (b * factor) + summand;
            c = (c * factor) + summand;
            d = (d * factor) + summand;
            e = (e * factor) + summand;
            f = (f * factor) + summand;
            g = (g * factor) + summand;
            h = (h * factor) + summand;
            a = (a * factor) + summand;
            b = (b * factor) + summand;
            c = (c * factor) + summand;
            d = (d * factor) + summand;
            e = (e * factor) + summand;
            f = (f * factor) + summand;
            g = (g * factor) + summand;
            h = (h * factor) + summand;
            a = (a * factor) + summand;
            b = (b * factor) + summand;
            c = (c * factor) + summand;
            d = (d * factor) + summand;
            e = (e * factor) + summand;
            f = (f * factor) + summand;
            g = (g * factor) + summand;
            h = (h * factor) + summand;
            a = (a * factor) + summand;
            b = (b * factor) + summand;
            c = (c * factor) + summand;
            d = (d * factor) + summand;
            e = (e * factor) + summand;
            f = (f * factor) + summand;
            g = (g * factor) + summand;
            h = (h * factor) + summand;
        }

        operands.Result[thread] = a + b + c + d + e + f + g + h;
    }
}
