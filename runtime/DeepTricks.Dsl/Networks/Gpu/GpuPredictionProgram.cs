using System.ComponentModel;
using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>One network's answers on a GPU, for up to a number of samples.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GpuPredictionProgram : GpuProgram
{
    private MemoryBuffer1D<float, Stride1D.Dense>? input;
    private MemoryBuffer1D<float, Stride1D.Dense>? answers;

    /// <summary>Prepares a program for a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="maximumBatch">The most samples in one run.</param>
    protected GpuPredictionProgram(Network network, int maximumBatch)
        : base(network, maximumBatch)
    {
    }

    private protected override long MoreBytes => ((long)Network.InputLength + Network.OutputLength + 1) * MaximumBatch * sizeof(float);

    /// <summary>Answers for samples.</summary>
    internal void Answer(ReadOnlySpan<float> samples, Span<float> destination, int count)
    {
        lock (Machine.Gate)
        {
            Launches = 0;
            Count = count;
            Current = new GpuStep { Count = count };
            Stored.ToDevice();
            input!.View.SubView(0, samples.Length).CopyFromCPU(Machine.Stream, samples);
            Enqueue();
            answers!.View.SubView(0, destination.Length).CopyToCPU(Machine.Stream, destination);
            Machine.Stream.Synchronize();
        }
    }

    /// <summary>Copies a part of the samples into a tensor.</summary>
    protected void Gather(GpuTensor to, int start, RescaleNumbers numbers)
    {
        Layers.Gather.Launch(input!.View, Network.InputLength, start, default, 0, Count, to, numbers.Factor, numbers.Summand);
        CountLaunch();
    }

    /// <summary>Answers class probabilities.</summary>
    protected void AnswerSoftmax(GpuTensor outputs, int output) => Softmax(outputs, AnswerOf(outputs, output));

    /// <summary>Answers a probability for each number.</summary>
    protected void AnswerSigmoid(GpuTensor outputs, int output)
    {
        var operands = new SigmoidNumbers { From = outputs, To = AnswerOf(outputs, output), Step = Strips(outputs) };
        Run(Kernel<SigmoidNumbers>(SigmoidNumbers.Answer), operands);
    }

    /// <summary>Answers the numbers themselves.</summary>
    protected void AnswerCopy(GpuTensor outputs, int output) =>
        Copy(new GpuTensor(outputs.Values, 1, 1, outputs.Length), AnswerOf(outputs, output));

    private protected override void AllocateMore()
    {
        input = GpuMemory.Allocate<float>(Machine, (long)MaximumBatch * Network.InputLength);
        answers = GpuMemory.Allocate<float>(Machine, (long)MaximumBatch * Network.OutputLength);
    }

    private protected override void DisposeMemory()
    {
        base.DisposeMemory();
        foreach (var memory in new MemoryBuffer?[] { input, answers })
        {
            memory?.Dispose();
        }
    }

    /// <summary>Where an output's part of the answers is: a pixel of all the output's numbers for each sample.</summary>
    private GpuTensor AnswerOf(GpuTensor outputs, int output) =>
        new GpuTensor(answers!.View, 1, 1, Network.OutputLength).Part(Network.Outputs[output].Start, outputs.Length);
}
