using System.ComponentModel;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>One network's training steps on a GPU: launches forward and backward, then one for all parameters' update.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class GpuTrainingProgram : GpuProgram, ITrainingSteps
{
    private MemoryBuffer1D<float, Stride1D.Dense>? gradients;
    private MemoryBuffer1D<float, Stride1D.Dense>? first;
    private MemoryBuffer1D<float, Stride1D.Dense>? second;
    private MemoryBuffer1D<float, Stride1D.Dense>? losses;
    private MemoryBuffer1D<int, Stride1D.Dense>? hits;
    private MemoryBuffer1D<float, Stride1D.Dense>? scaleAndSquares;
    private MemoryBuffer1D<int, Stride1D.Dense>? table;
    private GpuGradientNorm? norm;
    private GpuOutcomes? outcomes;
    private GpuSamples? samples;
    private bool isChecking;
    private string? firstNonFinite;

    /// <summary>Prepares a program for a network.</summary>
    /// <param name="network">The network whose parameters the steps change.</param>
    /// <param name="maximumBatch">The most samples in one step.</param>
    protected GpuTrainingProgram(Network network, int maximumBatch)
        : base(network, maximumBatch)
    {
    }

    /// <inheritdoc/>
    double ITrainingSteps.LossSum => Last().LossSum;

    /// <inheritdoc/>
    int ITrainingSteps.Correct => Last().Correct;

    /// <summary>Whether batches are brought one by one although the data set fits on the device, for tests.</summary>
    internal bool StreamsSamples { get; set; }

    private protected override long MoreBytes => GpuOutcomes.Bytes + ((3 * Stored.Floats) + (Stored.Floats / GpuOptimizer.BlockFloats) + (2L * MaximumBatch * Network.Outputs.Count)) * sizeof(float);

    /// <inheritdoc/>
    void ITrainingSteps.Step(in Batch batch, in OptimizerStep step)
    {
        if (batch.Count < 1 || batch.Count > MaximumBatch)
        {
            throw new ArgumentException(FormattableString.Invariant($"a batch of {batch.Count} samples does not fit a program for 1 to {MaximumBatch}"), nameof(batch));
        }

        lock (Machine.Gate)
        {
            Launches = 0;
            Count = batch.Count;
            Current = new GpuStep { Count = batch.Count, Number = step.Step, Seed = step.Seed };
            Stored.ToDevice();
            outcomes!.Begin();
            TakeSamples(batch);
            Enqueue();
            Update(step);
            Stored.DeviceChanges();
        }

        if (step.Kind != OptimizerKind.None)
        {
            Network.WeightsChanged();
        }
    }

    /// <inheritdoc/>
    bool ITrainingSteps.TryTake(out StepOutcome outcome, bool waits)
    {
        lock (Machine.Gate)
        {
            return outcomes!.TryTake(out outcome, waits);
        }
    }

    /// <inheritdoc/>
    string? ITrainingSteps.FirstNonFiniteLayer(in Batch batch, in OptimizerStep step)
    {
        foreach (var parameter in Network.Parameters)
        {
            if (FiniteCheck.FirstNotFinite(parameter.Values.AsSpan(parameter.PackedLength)) >= 0)
            {
                return Network.Spec.Layers[parameter.Layer].Name;
            }
        }

        isChecking = true;
        firstNonFinite = null;
        try
        {
            ((ITrainingSteps)this).Step(batch, step with { Kind = OptimizerKind.None });

            // This step failed as well, which must be seen for later ones to count again.
            Last();
        }
        finally
        {
            isChecking = false;
        }

        return firstNonFinite;
    }

    /// <inheritdoc/>
    unsafe void ITrainingSteps.CopyGradient(Parameter parameter, Span<float> rowMajor)
    {
        int index = 0;
        while (!ReferenceEquals(Network.Parameters[index], parameter))
        {
            index++;
        }

        float[] packed = new float[parameter.PackedLength];
        lock (Machine.Gate)
        {
            WeightGradients(index).CopyToCPU(Machine.Stream, packed);
            Machine.Stream.Synchronize();
        }

        fixed (float* pointer = packed)
        {
            parameter.CopyPacked(new Floats(pointer), rowMajor);
        }
    }

    /// <inheritdoc/>
    TrainingSnapshot ITrainingSteps.Snapshot(TrainingSnapshot? reuse)
    {
        var snapshot = reuse ?? new TrainingSnapshot(1);
        ref var kept = ref snapshot.Tensors[0];
        lock (Machine.Gate)
        {
            Stored.ToDevice();
            kept = (Copy(Stored.All, kept.Values), Copy(first!.View, kept.State1), Copy(second!.View, kept.State2));
            Machine.Stream.Synchronize();
        }

        return snapshot;

        float[] Copy(ArrayView<float> from, float[]? into)
        {
            into ??= new float[from.Length];
            from.CopyToCPU(Machine.Stream, into);
            return into;
        }
    }

    /// <inheritdoc/>
    void ITrainingSteps.Restore(TrainingSnapshot snapshot)
    {
        var (values, state1, state2) = snapshot.Tensors[0];
        lock (Machine.Gate)
        {
            Stored.ToDevice();
            Stored.All.CopyFromCPU(Machine.Stream, values);
            first!.View.CopyFromCPU(Machine.Stream, state1);
            second!.View.CopyFromCPU(Machine.Stream, state2);
            Machine.Stream.Synchronize();
            Stored.DeviceChanges();
        }

        Network.WeightsChanged();
    }

    internal override ArrayView<float> WeightGradients(int parameter) => Stored.Of(gradients!.View, parameter);

    /// <summary>The gradient of a stored tensor.</summary>
    protected ArrayView<float> ParameterGradient(int parameter) => WeightGradients(parameter);

    /// <summary>Copies a part of the batch's samples into a tensor.</summary>
    protected void Gather(GpuTensor to, int start, RescaleNumbers numbers)
    {
        Layers.Gather.Launch(samples!.Memory.Numbers, Network.InputLength, start, samples.Order, 0, Count, to, numbers.Factor, numbers.Summand);
        CountLaunch();
    }

    /// <summary>In a checking step, looks at a layer's output.</summary>
    protected void Check(string layer, GpuTensor output)
    {
        if (!isChecking || firstNonFinite is not null)
        {
            return;
        }

        // The last pixel of a part of a joint tensor has no other parts behind it.
        var values = new float[((((long)Count * output.Pixels) - 1) * output.Stride) + output.Channels];
        output.Values.SubView(0, values.Length).CopyToCPU(Machine.Stream, values);
        for (int pixel = 0; pixel < values.Length; pixel += output.Stride)
        {
            if (FiniteCheck.FirstNotFinite(values.AsSpan(pixel, output.Channels)) >= 0)
            {
                firstNonFinite = layer;
                return;
            }
        }
    }

    private protected override void AllocateMore()
    {
        long floats = Stored.All.Length;
        gradients = GpuMemory.Allocate<float>(Machine, floats);
        first = GpuMemory.Allocate<float>(Machine, floats);
        second = GpuMemory.Allocate<float>(Machine, floats);
        losses = GpuMemory.Allocate<float>(Machine, (long)MaximumBatch * Network.Outputs.Count);
        hits = GpuMemory.Allocate<int>(Machine, (long)MaximumBatch * Network.Outputs.Count);
        norm = new GpuGradientNorm(Machine, checked((int)floats));
        scaleAndSquares = GpuMemory.Allocate<float>(Machine, 1 + norm.Stretches);
        outcomes = new GpuOutcomes(Machine);
        table = GpuMemory.Allocate<int>(Machine, floats / GpuOptimizer.BlockFloats);
        var entries = new int[floats / GpuOptimizer.BlockFloats];
        for (int i = 0; i < Network.Parameters.Count; i++)
        {
            var parameter = Network.Parameters[i];
            int entry = !parameter.IsTrained ? GpuOptimizer.Frozen : parameter.Role == ParameterRole.Weight ? GpuOptimizer.Decayed : GpuOptimizer.Updated;
            int blocks = (parameter.PackedLength + GpuOptimizer.BlockFloats - 1) / GpuOptimizer.BlockFloats;
            Array.Fill(entries, entry, (int)(Stored.StartOf(i) / GpuOptimizer.BlockFloats), blocks);
        }

        table.View.CopyFromCPU(Machine.Stream, entries);
        Machine.Stream.Synchronize();
    }

    private protected override void DisposeMemory()
    {
        base.DisposeMemory();
        samples?.Dispose();
        outcomes?.Dispose();
        foreach (var memory in new MemoryBuffer?[] { gradients, first, second, losses, hits, scaleAndSquares, table })
        {
            memory?.Dispose();
        }
    }

    private StepOutcome Last()
    {
        lock (Machine.Gate)
        {
            return outcomes!.Last();
        }
    }

    private void TakeSamples(in Batch batch)
    {
        if (samples is null || !ReferenceEquals(samples.Data, batch.Data))
        {
            // What is enqueued may still read them.
            Machine.Stream.Synchronize();
            samples?.Dispose();
            samples = null;
            samples = GpuSamples.Of(Machine, Network, batch.Data, MaximumBatch, StreamsSamples);
        }

        samples.Take(batch);
    }

    /// <summary>What a loss works on. The main output, whose hits are counted, comes first in what the losses leave.</summary>
    private GpuLosses.Batch Loss(int output, GpuTensor outputs, GpuTensor gradient, float weight)
    {
        long place = (output + 1L) % Network.Outputs.Count * Count;
        return new GpuLosses.Batch(
            Count, outputs, gradient, losses!.View.SubView(place, Count), hits!.View.SubView(place, Count), samples!.Order, 0, weight);
    }

    private void Update(in OptimizerStep step)
    {
        var (loss, correct) = outcomes!.Next();
        Layers.LossTotal.Launch(losses!.View, hits!.View, Count * Network.Outputs.Count, Count, loss, correct, outcomes.Failed);
        CountLaunch();
        if (step.Kind == OptimizerKind.None)
        {
            return;
        }

        var scale = scaleAndSquares!.View.SubView(0, 1);
        if (step.ClipNorm > 0)
        {
            norm!.Launch(gradients!.View, table!.View, step.ClipNorm, scaleAndSquares.View.SubView(1, norm.Stretches), scale);
            Launches += 2;
        }

        Layers.Optimizer.Launch(
            OptimizerConstants.Of(step), Stored.All, gradients!.View, first!.View, second!.View, table!.View, outcomes.Failed, step.ClipNorm > 0 ? scale : default);
        CountLaunch();
    }
}
