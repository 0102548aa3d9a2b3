using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Fetches a batch's samples out of a data set that lies on the device, in the order of a list of sample numbers.</summary>
internal sealed class GpuGather(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> launch = machine.Accelerator.LoadKernel<Operands>(Run);

    /// <summary>Fetches one part of each sample's numbers: all of them, or one input of several.</summary>
    /// <param name="data">The samples one after another, without padding.</param>
    /// <param name="sampleLength">Numbers of a whole sample.</param>
    /// <param name="start">Where in a sample the part starts.</param>
    /// <param name="order">Sample numbers; empty to take samples as they follow each other, as an uploaded batch has them.</param>
    /// <param name="first">The batch's first place in <paramref name="order"/>, or its first sample without one.</param>
    /// <param name="count">Samples of the batch.</param>
    /// <param name="result">Receives <c>value * factor + summand</c>.</param>
    /// <param name="factor">Factor of every number.</param>
    /// <param name="summand">Added to every product.</param>
    public void Launch(
        ArrayView<float> data, int sampleLength, int start, ArrayView<int> order, int first, int count, GpuTensor result, float factor = 1, float summand = 0)
    {
        int numbers = checked(count * result.Length);
        if (numbers == 0)
        {
            return;
        }

        launch(machine.Stream, KernelGrid.Over(machine, numbers), new Operands
        {
            Data = data,

            // A kernel takes no empty view.
            Order = order.Length > 0 ? order : data.Cast<int>(),
            HasOrder = order.Length > 0 ? 1 : 0,
            Result = result,
            SampleLength = sampleLength,
            Start = start,
            First = first,
            Numbers = numbers,
            Factor = factor,
            Summand = summand,
        });
    }

    internal static void Run(Operands operands)
    {
        int length = operands.Result.Length;
        for (int number = KernelGrid.Thread; number < operands.Numbers; number += KernelGrid.Threads)
        {
            int place = operands.First + (number / length);
            int sample = operands.HasOrder != 0 ? operands.Order[place] : place;
            long from = ((long)sample * operands.SampleLength) + operands.Start + (number % length);
            operands.Result.Values[operands.Result.Place(number)] = (operands.Data[from] * operands.Factor) + operands.Summand;
        }
    }

    internal struct Operands
    {
        public ArrayView<float> Data;
        public ArrayView<int> Order;
        public GpuTensor Result;
        public int HasOrder;
        public int SampleLength;
        public int Start;
        public int First;
        public int Numbers;
        public float Factor;
        public float Summand;
    }
}
