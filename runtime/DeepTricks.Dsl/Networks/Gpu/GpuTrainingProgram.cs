using System.ComponentModel;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>One network's training steps on a GPU: launches forward and backward, then one for all parameters' update.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GpuTrainingProgram : GpuProgram, ITrainingSteps
{
    /// <summary>Parts that the sum of the gradients' squares is made of.</summary>
    private const int SquareParts = 64;

    private readonly float[] results = new float[2];
    private MemoryBuffer1D<float, Stride1D.Dense>? gradients;
    private MemoryBuffer1D<float, Stride1D.Dense>? first;
    private MemoryBuffer1D<float, Stride1D.Dense>? second;
    private MemoryBuffer1D<float, Stride1D.Dense>? losses;
    private MemoryBuffer1D<int, Stride1D.Dense>? hits;
    private MemoryBuffer1D<float, Stride1D.Dense>? resultMemory;
    private MemoryBuffer1D<int, Stride1D.Dense>? lines;
    private UpdateOperands update;
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
    public double LossSum { get; private set; }

    /// <inheritdoc/>
    public int Correct { get; private set; }

    private protected override long MoreBytes => ((3 * Stored.Floats) + (Stored.Floats / UpdateOperands.Line) + (2L * MaximumBatch * Network.Outputs.Count)) * sizeof(float);

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
            TakeSamples(batch);
            Enqueue();
            Update(step);
            resultMemory!.View.SubView(0, results.Length).CopyToCPU(Machine.Stream, results);
            Machine.Stream.Synchronize();
            Stored.DeviceChanges();
        }

        LossSum = results[0];
        Correct = (int)results[1];
        if (step.Kind != OptimizerKind.None && double.IsFinite(LossSum))
        {
            Network.WeightsChanged();
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
    protected void Gather(GpuTensor to, int start, RescaleNumbers numbers) => Gather(samples!.Source, to, start, numbers);

    /// <summary>What a batch normalization computes with.</summary>
    protected GpuStatistics Statistics(int layer, ArrayView<float> mean, ArrayView<float> inverse) => new()
    {
        Mean = mean,
        Inverse = inverse,
        RunningMean = Weights(ParameterOf(layer, ParameterRole.RunningMean)),
        RunningVariance = Weights(ParameterOf(layer, ParameterRole.RunningVariance)),
        Momentum = Setting(layer, "Momentum"),
        Epsilon = Setting(layer, "Epsilon"),
    };

    /// <summary>The statistics of a tensor whose product left moments.</summary>
    protected void FinishMoments(GpuStatistics to, ArrayView<float> moments, int parts, GpuTensor source) => Elements(
        StatisticsKernels.Finish, new StatisticsOperands { To = to, Source = source, Moments = moments, Parts = parts, Step = Current }, source.Channels);

    /// <summary>The statistics of any tensor.</summary>
    protected void Measure(GpuStatistics to, GpuTensor source, ArrayView<float> moments)
    {
        var step = SummingStrips(source);
        Enqueue(StatisticsKernels.Measure, new StatisticsOperands { To = to, Source = source, Moments = moments, Step = step }, new Index3D(step.Groups, step.GroupsAcross, 1));
        FinishMoments(to, moments, step.Groups, source);
    }

    /// <summary>Softmax and cross-entropy, and the gradient.</summary>
    protected void SoftmaxCrossEntropy(int output, GpuTensor outputs, GpuTensor gradient, float weight, float smoothing, bool adds) =>
        Elements(LossKernels.SoftmaxCrossEntropy, Loss(output, outputs, gradient, weight, smoothing, adds), Count);

    /// <summary>Sigmoid and cross-entropy, and the gradient.</summary>
    protected void BinaryCrossEntropy(int output, GpuTensor outputs, GpuTensor gradient, float weight, bool adds) =>
        Enqueue(LossKernels.BinaryCrossEntropy, Loss(output, outputs, gradient, weight, 0, adds), new Index3D(Count, 1, 1));

    /// <summary>Squared differences, and the gradient.</summary>
    protected void MeanSquaredError(int output, GpuTensor outputs, GpuTensor gradient, float weight, bool adds) =>
        Enqueue(LossKernels.MeanSquaredError, Loss(output, outputs, gradient, weight, 0, adds), new Index3D(Count, 1, 1));

    /// <summary>The gradient of average pooling.</summary>
    protected void AveragePoolGradient(GpuTensor gradient, GpuTensor to, WindowSize window, bool adds) =>
        Layer(LayerKernels.AveragePoolGradient, new LayerOperands { From = gradient, Given = gradient, To = to, Window = window, Adds = adds ? 1 : 0 });

    /// <summary>The gradient of repetition.</summary>
    protected void UpsampleGradient(GpuTensor gradient, GpuTensor to, bool adds) =>
        Layer(LayerKernels.UpsampleGradient, new LayerOperands { From = gradient, Given = gradient, To = to, Adds = adds ? 1 : 0 });

    /// <summary>The gradient of softmax.</summary>
    protected void SoftmaxGradient(GpuTensor output, GpuTensor gradient, GpuTensor to, bool adds) =>
        Layer(LayerKernels.SoftmaxGradient, new LayerOperands { From = gradient, Given = output, To = to, Adds = adds ? 1 : 0 });

    /// <summary>The gradient of local response normalization.</summary>
    protected void ResponseNormalizationGradient(GpuTensor input, GpuTensor gradient, GpuTensor to, ResponseNumbers numbers, bool adds)
    {
        var operands = new LayerOperands { From = gradient, Given = input, To = to, Adds = adds ? 1 : 0 };
        operands.Set(numbers);
        Layer(LayerKernels.ResponseNormalizationGradient, operands);
    }

    /// <summary>In a checking step, looks at a layer's output.</summary>
    protected void Check(string layer, GpuTensor output)
    {
        if (!isChecking || firstNonFinite is not null)
        {
            return;
        }

        var values = new float[(long)Count * output.Pixels * output.Stride];
        output.Values.SubView(0, values.Length).CopyToCPU(Machine.Stream, values);
        Machine.Stream.Synchronize();
        firstNonFinite = FiniteCheck.FirstNotFinite(values) >= 0 ? layer : null;
    }

    private protected override void AllocateMore()
    {
        long floats = Math.Max(16, Stored.Floats);
        gradients = GpuMemory.Allocate<float>(Machine, floats);
        first = GpuMemory.Allocate<float>(Machine, floats);
        second = GpuMemory.Allocate<float>(Machine, floats);
        losses = GpuMemory.Allocate<float>(Machine, (long)MaximumBatch * Network.Outputs.Count);
        hits = GpuMemory.Allocate<int>(Machine, (long)MaximumBatch * Network.Outputs.Count);
        resultMemory = GpuMemory.Allocate<float>(Machine, SquareParts + results.Length);
        lines = GpuMemory.Allocate<int>(Machine, floats / UpdateOperands.Line);
        var kinds = new int[floats / UpdateOperands.Line];
        for (int i = 0; i < Network.Parameters.Count; i++)
        {
            var parameter = Network.Parameters[i];
            var kind = !parameter.IsTrained ? UpdateKind.None : parameter.Role == ParameterRole.Weight ? UpdateKind.Decays : UpdateKind.Follows;
            Array.Fill(kinds, (int)kind, (int)(Stored.StartOf(i) / UpdateOperands.Line), (parameter.PackedLength + UpdateOperands.Line - 1) / UpdateOperands.Line);
        }

        lines.View.CopyFromCPU(Machine.Stream, kinds);
        update = new UpdateOperands
        {
            Values = Stored.All,
            Gradients = gradients.View,
            First = first.View,
            Second = second.View,
            Lines = lines.View,
            Results = resultMemory.View,
            Squares = resultMemory.View.SubView(results.Length, SquareParts),
            Length = checked((int)Stored.Floats),
        };
        Machine.Stream.Synchronize();
    }

    private protected override void DisposeMemory()
    {
        base.DisposeMemory();
        samples?.Dispose();
        foreach (var memory in new MemoryBuffer?[] { gradients, first, second, losses, hits, resultMemory, lines })
        {
            memory?.Dispose();
        }
    }

    private void TakeSamples(in Batch batch)
    {
        if (samples is null || !ReferenceEquals(samples.Data, batch.Data))
        {
            samples?.Dispose();
            samples = GpuSamples.Of(Machine, batch.Data, MaximumBatch);
        }

        samples.Take(batch);
    }

    private LossOperands Loss(int output, GpuTensor outputs, GpuTensor gradient, float weight, float smoothing, bool adds) => new()
    {
        Source = samples!.Source,
        Outputs = outputs,
        Gradient = gradient,
        Losses = losses!.View.SubView((long)output * MaximumBatch, MaximumBatch),
        Hits = hits!.View.SubView((long)output * MaximumBatch, MaximumBatch),
        Count = Count,
        TargetStart = Network.Outputs[output].TargetStart,
        Weight = weight,
        Smoothing = smoothing,
        Adds = adds ? 1 : 0,
    };

    private void Update(in OptimizerStep step)
    {
        int outputs = Network.Outputs.Count;
        var sum = new LossSumOperands
        {
            Losses = losses!.View,
            Hits = hits!.View.SubView((long)(outputs - 1) * MaximumBatch, MaximumBatch),
            Results = resultMemory!.View,
            Count = Count,
            Stride = MaximumBatch,
            Outputs = outputs,
        };
        Enqueue(LossKernels.Sum, sum, new Index3D(1, 1, 1));
        if (step.Kind == OptimizerKind.None)
        {
            return;
        }

        update.Set(OptimizerConstants.Of(step));
        update.ClipNorm = (float)step.ClipNorm;
        update.SquareParts = step.ClipNorm > 0 ? SquareParts : 0;
        if (step.ClipNorm > 0)
        {
            Enqueue(UpdateKernels.Squares, update, new Index3D(SquareParts, 1, 1));
        }

        Elements(UpdateKernels.Update, update, update.Length);
    }
}
