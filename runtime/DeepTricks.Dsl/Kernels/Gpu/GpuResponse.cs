using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Local response normalization across channels, a thread for each number; see <see cref="ResponseNormalization"/>.</summary>
internal sealed class GpuResponse(GpuMachine machine)
{
    private readonly Action<AcceleratorStream, KernelConfig, Operands> forward = machine.Accelerator.LoadKernel<Operands>(Forward);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> backward = machine.Accelerator.LoadKernel<Operands>(Backward);

    /// <summary>Forward.</summary>
    public void Launch(int count, GpuTensor input, GpuTensor output, ResponseNumbers numbers) =>
        Launch(forward, count, new Operands { Input = input, From = input, To = output }, numbers);

    /// <summary>Backward.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="outputGradient">The output's gradient.</param>
    /// <param name="inputGradient">Receives the input's.</param>
    /// <param name="numbers">The layer's numbers.</param>
    /// <param name="adds">Whether to add to what is there.</param>
    public void LaunchBackward(int count, GpuTensor input, GpuTensor outputGradient, GpuTensor inputGradient, ResponseNumbers numbers, bool adds) =>
        Launch(backward, count, new Operands { Input = input, From = outputGradient, To = inputGradient, Adds = adds ? 1 : 0 }, numbers);

    private void Launch(Action<AcceleratorStream, KernelConfig, Operands> kernel, int count, Operands operands, ResponseNumbers numbers)
    {
        operands.Numbers = checked(count * operands.To.Length);
        operands.Before = numbers.Size / 2;
        operands.After = (numbers.Size - 1) / 2;
        operands.Beta = numbers.Beta;
        operands.K = numbers.K;
        operands.Scale = numbers.Alpha / numbers.Size;
        if (operands.Numbers > 0)
        {
            kernel(machine.Stream, KernelGrid.Over(machine, operands.Numbers), operands);
        }
    }

    internal static void Forward(Operands operands)
    {
        for (int number = KernelGrid.Thread; number < operands.Numbers; number += KernelGrid.Threads)
        {
            int channel = number % operands.To.Channels;
            int pixel = number / operands.To.Channels * operands.Input.Stride;
            operands.To.Values[operands.To.Place(number)] = operands.Input.Values[pixel + channel] * operands.Power(operands.Base(pixel, channel));
        }
    }

    internal static void Backward(Operands operands)
    {
        int channels = operands.To.Channels;
        for (int number = KernelGrid.Thread; number < operands.Numbers; number += KernelGrid.Threads)
        {
            int channel = number % channels;
            int pixel = number / channels * operands.Input.Stride;
            int gradient = number / channels * operands.From.Stride;
            float value = operands.From.Values[gradient + channel] * operands.Power(operands.Base(pixel, channel));

            // The channels whose windows hold this one.
            int last = channel + operands.Before < channels ? channel + operands.Before : channels - 1;
            float shared = 0f;
            for (int other = channel > operands.After ? channel - operands.After : 0; other <= last; other++)
            {
                float around = operands.Base(pixel, other);
                shared += operands.From.Values[gradient + other] * operands.Input.Values[pixel + other] * operands.Power(around) / around;
            }

            value -= 2f * operands.Scale * operands.Beta * operands.Input.Values[pixel + channel] * shared;
            operands.To.Put(operands.To.Place(number), value, operands.Adds);
        }
    }

    internal struct Operands
    {
        public GpuTensor Input;
        public GpuTensor From;
        public GpuTensor To;
        public int Numbers;
        public int Before;
        public int After;
        public int Adds;
        public float Beta;
        public float K;
        public float Scale;

        /// <summary>What a number is divided by a power of.</summary>
        public readonly float Base(int pixel, int channel)
        {
            int last = channel + After < Input.Channels ? channel + After : Input.Channels - 1;
            float sum = 0f;
            for (int c = channel > Before ? channel - Before : 0; c <= last; c++)
            {
                float value = Input.Values[pixel + c];
                sum += value * value;
            }

            return K + (Scale * sum);
        }

        /// <summary>That power's reciprocal.</summary>
        public readonly float Power(float number) => ThreadMath.Exp(-Beta * ThreadMath.Log(number));
    }
}
