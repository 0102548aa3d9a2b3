using System.ComponentModel;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>
/// The buffers and phases of one network's training steps. The compiler derives one class per network, whose code is the network:
/// phases of fused loops over tasks, a barrier between phases. The number of tasks and what each one does follow from the
/// shapes alone, so that the result is the same bit for bit whatever the number of workers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TrainingProgram : ITrainingSteps, IWorkerJob
{
    /// <summary>The most parts that a batch is cut into where samples are independent of each other.</summary>
    private const int MaximumChunks = 16;

    /// <summary>Floats of a convolution's weights that one task reduces and updates.</summary>
    private const int SliceFloats = 2048;

    /// <summary>Scratch memory in front of what a program reserves: a slice's gradient.</summary>
    private const int UpdateFloats = 4096;

    private readonly Network network;
    private readonly GradientStore gradients;
    private readonly double[] chunkLoss = new double[MaximumChunks];
    private readonly int[] chunkCorrect = new int[MaximumChunks];
    private readonly NativeArena[] scratch;
    private readonly Floats[] scratchStarts;
    private readonly nint panelPlace;
    private uint[] dropoutKeys = [];
    private long scratchFloats = UpdateFloats;
    private long workspaceFloats;
    private Batch batch;
    private OptimizerStep step;
    private bool stopped;
    private bool isTaken = true;
    private bool checking;
    private string? firstNonFinite;

    /// <summary>Prepares a program for a network.</summary>
    /// <param name="network">The network whose parameters the steps change.</param>
    /// <param name="maximumBatch">The most samples in one step.</param>
    protected TrainingProgram(Network network, int maximumBatch)
    {
        this.network = network;
        MaximumBatch = maximumBatch;
        gradients = new GradientStore(network);
        scratch = new NativeArena[network.Device.Threads];
        scratchStarts = new Floats[network.Device.Threads];
        panelPlace = ReserveScratch((long)maximumBatch * 2 * VectorUnit.Lanes);
    }

    /// <summary>The most samples in one step.</summary>
    public int MaximumBatch { get; }

    /// <summary>The losses of the last step's samples, added up.</summary>
    public double LossSum { get; private set; }

    /// <summary>How many of the last step's samples had their label's output largest in the last output (class targets only).</summary>
    public int Correct { get; private set; }

    /// <summary>Memory of the buffers.</summary>
    protected NativeArena? Memory { get; set; }

    /// <summary>The most bytes of the buffers that are alive in one phase.</summary>
    protected long LiveBytes { get; set; }

    /// <summary>Bytes of the buffers, and the most of them that are alive in one phase.</summary>
    internal (long Arena, long Live) Bytes => (Memory?.Length ?? 0, LiveBytes);

    /// <summary>Samples in the current step.</summary>
    protected int Count { get; private set; }

    /// <summary>Parts that the current batch is cut into where samples are independent.</summary>
    protected int Chunks { get; private set; }

    /// <summary>Whether the current step only looks for the first layer with a number that is not finite.</summary>
    protected bool Checking => checking;

    /// <summary>Runs one step: forward, backward, update.</summary>
    /// <param name="samples">The samples; at most <see cref="MaximumBatch"/>.</param>
    /// <param name="update">How the parameters change.</param>
    /// <exception cref="ArgumentException">Too many samples, or none.</exception>
    public void Step(in Batch samples, in OptimizerStep update)
    {
        if (samples.Count < 1 || samples.Count > MaximumBatch)
        {
            throw new ArgumentException(FormattableString.Invariant($"a batch of {samples.Count} samples does not fit a program for 1 to {MaximumBatch}"), nameof(samples));
        }

        Prepare(samples, update);
        network.Device.Team.Run(this);
        Finish();
    }

    /// <summary>
    /// Repeats the forward pass of a step whose loss was not finite, and looks at each layer's output after it was computed.
    /// The parameters must be as they were before that step: a step whose loss is not finite stops before its update.
    /// </summary>
    /// <param name="samples">The samples of the step.</param>
    /// <param name="update">The step's options.</param>
    /// <returns>The name of the first layer with a NaN or an infinity in its tensors or its output, or null.</returns>
    public string? FirstNonFiniteLayer(in Batch samples, in OptimizerStep update)
    {
        foreach (var parameter in network.Parameters)
        {
            if (!AllFinite(parameter.Values, parameter.PackedLength))
            {
                return network.Spec.Layers[parameter.Layer].Name;
            }
        }

        checking = true;
        firstNonFinite = null;
        try
        {
            Step(samples, update with { Kind = OptimizerKind.None });
        }
        finally
        {
            checking = false;
        }

        return firstNonFinite;
    }

    /// <summary>Copies out the gradient of a parameter after a step with <see cref="OptimizerKind.None"/>.</summary>
    /// <param name="parameter">A trained parameter of the network.</param>
    /// <param name="rowMajor">Receives the gradient of the mean loss, row-major in PyTorch's order.</param>
    public void CopyGradient(Parameter parameter, Span<float> rowMajor) => parameter.CopyPacked(gradients.KeptGradient(parameter), rowMajor);

    /// <inheritdoc/>
    public void Run(Worker worker) => Train(worker);

    /// <inheritdoc/>
    public void Dispose()
    {
        Memory?.Dispose();
        gradients.Dispose();
        foreach (var memory in scratch)
        {
            memory?.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    bool ITrainingSteps.TryTake(out StepOutcome outcome, bool waits)
    {
        outcome = new StepOutcome(LossSum, Correct);
        bool isNew = !isTaken;
        isTaken = true;
        return isNew;
    }

    /// <inheritdoc/>
    TrainingSnapshot ITrainingSteps.Snapshot(TrainingSnapshot? reuse) => gradients.Snapshot(reuse);

    /// <inheritdoc/>
    void ITrainingSteps.Restore(TrainingSnapshot snapshot)
    {
        gradients.Restore(snapshot);
        network.WeightsChanged();
    }

    /// <summary>All phases, one worker's part.</summary>
    protected abstract void Train(Worker worker);

    /// <summary>First sample of a chunk.</summary>
    protected int FirstSample(int chunk) => (int)((long)Count * chunk / Chunks);

    /// <summary>One past the last sample of a chunk.</summary>
    protected int EndSample(int chunk) => (int)((long)Count * (chunk + 1) / Chunks);

    /// <summary>Copies a part of a sample of the batch, <c>value * scale + shift</c>, into a tensor whose pixels may stand apart.</summary>
    protected void Gather(int sample, int start, Floats destination, int rows, int pixels, int channels, int pixelStride, nint rowPitch, float scale, float shift) =>
        SampleReader.Copy(batch.Data, batch.Order[batch.First + sample], start, destination, rows, pixels, channels, pixelStride, rowPitch, scale, shift);

    /// <summary>Where an input layer's numbers start in a sample.</summary>
    protected int InputStart(int layer) => network.InputStart(layer);

    /// <summary>The label of a sample of the batch for one of the network's outputs; labels of the data set are every output's.</summary>
    protected int Label(int sample, int output) => batch.Data.LabelOf(batch.Order[batch.First + sample], network.Outputs[output]);

    /// <summary>The targets of a sample of the batch for one of the network's outputs.</summary>
    protected ReadOnlySpan<float> Target(int sample, int output)
    {
        var part = network.Outputs[output];
        return batch.Data.Targets.AsSpan((batch.Order[batch.First + sample] * batch.Data.TargetLength) + part.TargetStart, part.TargetLength);
    }

    /// <summary>The keys of a sample's random numbers in a layer that draws.</summary>
    /// <param name="drawer">Number of the layer among those that draw.</param>
    /// <param name="sample">Index in the batch.</param>
    protected (uint Key0, uint Key1) Keys(int drawer, int sample)
    {
        int at = 2 * ((drawer * MaximumBatch) + sample);
        return (dropoutKeys[at], dropoutKeys[at + 1]);
    }

    /// <summary>Makes the keys of a layer that draws, for all samples of the batch.</summary>
    /// <param name="drawer">Number of the layer among those that draw.</param>
    /// <param name="layer">Index of the layer in the network.</param>
    protected void DrawKeys(int drawer, int layer)
    {
        for (int sample = 0; sample < Count; sample++)
        {
            int at = 2 * ((drawer * MaximumBatch) + sample);
            (dropoutKeys[at], dropoutKeys[at + 1]) = RandomKeys.ForSample(step.Seed, step.Step, layer, sample);
        }
    }

    /// <summary>Makes room for the keys of the layers that draw.</summary>
    protected void ReserveKeys(int drawers) => dropoutKeys = new uint[2 * drawers * MaximumBatch];

    /// <summary>Reports the loss and hits of a chunk.</summary>
    protected void Report(int chunk, double loss, int correct)
    {
        chunkLoss[chunk] = loss;
        chunkCorrect[chunk] = correct;
    }

    /// <summary>
    /// Whether the step ends here, because the loss is not finite: called by every worker after the barrier behind the loss,
    /// before anything is updated.
    /// </summary>
    protected bool LossIsNotFinite()
    {
        double sum = 0;
        for (int chunk = 0; chunk < Chunks; chunk++)
        {
            sum += chunkLoss[chunk];
        }

        bool bad = !double.IsFinite(sum);
        if (bad)
        {
            stopped = true;
        }

        return bad;
    }

    /// <summary>In a checking step, looks at a layer's output; called by one worker between barriers.</summary>
    protected void Check(string layer, in Shapes.TensorGeometry layout, Floats values)
    {
        for (int pixel = 0; firstNonFinite is null && pixel < Count * layout.Height * layout.Width; pixel++)
        {
            int row = pixel / layout.Width;
            var sample = values + ((nint)(row / layout.Height) * layout.Length);
            if (!AllFinite(layout.At(sample, row % layout.Height, pixel % layout.Width), layout.Channels))
            {
                firstNonFinite = layer;
            }
        }
    }

    /// <summary>Ends the step when the gradients were kept: clips them by their common norm and updates everything.</summary>
    protected void FinishUpdate<TLanes>(Worker worker)
        where TLanes : struct, ILanes<TLanes> => gradients.Finish<TLanes>(worker);

    /// <summary>A worker's own memory.</summary>
    protected Floats Scratch(Worker worker) => scratchStarts[worker.Index];

    /// <summary>Reserves scratch memory and returns where in each worker's it starts.</summary>
    protected nint ReserveScratch(long floats)
    {
        nint place = (nint)scratchFloats;
        scratchFloats += (floats + 31) / 16 * 16;
        return place;
    }

    /// <summary>Memory of a worker that each task may use as it likes, behind all that was reserved.</summary>
    protected Floats Workspace(Worker worker) => scratchStarts[worker.Index] + (nint)scratchFloats;

    /// <summary>Makes sure of a worker's memory to work with.</summary>
    protected void ReserveWorkspace(long floats) => workspaceFloats = Math.Max(workspaceFloats, floats);

    /// <summary>Floats of a packed tensor.</summary>
    protected int PackedLength(int parameter) => network.Parameters[parameter].PackedLength;

    /// <summary>Tasks that reduce and update a tensor.</summary>
    protected int Slices(int parameter) => (PackedLength(parameter) + SliceFloats - 1) / SliceFloats;

    /// <summary>Adds up the parts of a tensor's gradient in order, for one slice, and updates it.</summary>
    protected void ReduceAndUpdate<TLanes>(Worker worker, int parameter, Floats partials, int task)
        where TLanes : struct, ILanes<TLanes>
    {
        int length = PackedLength(parameter);
        nint offset = (nint)task * SliceFloats;
        nint count = Math.Min(SliceFloats, length - offset);
        var target = gradients.Target(parameter, offset, Scratch(worker));
        Sums.Chunks<TLanes>(partials + offset, length, Chunks, target, 0, count);
        network.Parameters[parameter].Layout.ClearOffBlock(target, offset, count);
        gradients.Update<TLanes>(parameter, offset, count, target);
    }

    /// <summary>The weight gradient of one task of a dense layer, and the update.</summary>
    protected void UpdateDense<TLanes>(Worker worker, DensePlan plan, int parameter, Floats samples, Floats delta, nint deltaLength, int task)
        where TLanes : struct, ILanes<TLanes>
    {
        var (first, end) = plan.PanelsOf(task);
        var factors = Scratch(worker) + panelPlace;
        for (int panel = first; panel < end; panel++)
        {
            // Rows of the output's gradient stand far apart; side by side they stay in the nearest cache while the slice's tiles read them.
            plan.CopyPanel<TLanes>(delta, deltaLength, Count, panel, factors);
            var (offset, count) = plan.Slice(task, panel);
            var target = gradients.Target(parameter, offset, Scratch(worker));
            plan.WeightGradient<TLanes>(samples, factors, Count, task, panel, target);
            gradients.Update<TLanes>(parameter, offset, count, target);
        }
    }

    /// <summary>Updates a tensor that is a vector from its gradient.</summary>
    protected void UpdateVector<TLanes>(int parameter, Floats gradient)
        where TLanes : struct, ILanes<TLanes>
    {
        int length = PackedLength(parameter);
        var target = gradients.Target(parameter, 0, gradient);
        if (gradients.Keeps)
        {
            gradient.AsSpan(length).CopyTo(target.AsSpan(length));
        }

        gradients.Update<TLanes>(parameter, 0, length, target);
    }

    /// <summary>The tensor of a parameter.</summary>
    protected Floats Tensor(int parameter) => network.Parameters[parameter].Values;

    /// <summary>A layer's setting, as the network was built.</summary>
    protected float Setting(int layer, string name) => (float)network.Spec.Layers[layer][name];

    private static bool AllFinite(Floats values, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Prepare(in Batch samples, in OptimizerStep update)
    {
        batch = samples;
        step = update;
        Count = samples.Count;
        Chunks = Math.Min(MaximumChunks, Count);
        stopped = false;
        gradients.Begin(update);
        for (int worker = 0; worker < scratch.Length; worker++)
        {
            if (scratch[worker] is null)
            {
                scratch[worker] = NativeArena.For(scratchFloats + workspaceFloats);
                scratchStarts[worker] = scratch[worker].Take(scratchFloats + workspaceFloats);
            }
        }
    }

    private void Finish()
    {
        LossSum = 0;
        Correct = 0;
        isTaken = false;
        for (int chunk = 0; chunk < Chunks; chunk++)
        {
            LossSum += chunkLoss[chunk];
            Correct += chunkCorrect[chunk];
        }

        if (!stopped && step.Kind != OptimizerKind.None)
        {
            network.WeightsChanged();
        }
    }
}
