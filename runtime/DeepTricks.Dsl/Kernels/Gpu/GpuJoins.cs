using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// Copies a tensor into another, adds it to it or multiplies it by it, as <see cref="Joins"/> does on the CPU. A part of a concatenation is copied
/// by giving a <see cref="GpuTensor.Part"/> of the joint tensor.
/// </summary>
internal sealed class GpuJoins(GpuMachine machine)
{
    private const int Copies = 0;
    private const int Adds = 1;
    private const int Multiplies = 2;

    private readonly Action<AcceleratorStream, KernelConfig, Operands> launch = machine.Accelerator.LoadKernel<Operands>(Run);

    /// <summary>Copies samples.</summary>
    public void Copy(int count, GpuTensor from, GpuTensor to) => Launch(count, from, to, Copies);

    /// <summary>Adds samples to others.</summary>
    public void Add(int count, GpuTensor from, GpuTensor to) => Launch(count, from, to, Adds);

    /// <summary>Multiplies samples by others.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="from">The factor.</param>
    /// <param name="to">What is multiplied, and receives the product.</param>
    public void Multiply(int count, GpuTensor from, GpuTensor to) => Launch(count, from, to, Multiplies);

    private void Launch(int count, GpuTensor from, GpuTensor to, int join)
    {
        int numbers = checked(count * to.Length);
        if (numbers > 0)
        {
            launch(machine.Stream, KernelGrid.Over(machine, numbers), new Operands { From = from, To = to, Numbers = numbers, Join = join });
        }
    }

    internal static void Run(Operands operands)
    {
        for (int number = KernelGrid.Thread; number < operands.Numbers; number += KernelGrid.Threads)
        {
            float value = operands.From.Values[operands.From.Place(number)];
            int place = operands.To.Place(number);
            if (operands.Join == Adds)
            {
                value = operands.To.Values[place] + value;
            }
            else if (operands.Join == Multiplies)
            {
                value = operands.To.Values[place] * value;
            }

            operands.To.Values[place] = value;
        }
    }

    internal struct Operands
    {
        public GpuTensor From;
        public GpuTensor To;
        public int Numbers;
        public int Join;
    }
}
