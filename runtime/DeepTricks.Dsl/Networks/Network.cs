using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Gpu;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>
/// The base of every declared network: its stored tensors, prediction, files and summary. The compiler derives the user's class
/// from it and adds the network's own forward and backward code.
/// </summary>
public abstract class Network : IDisposable
{
    private readonly NativeArena memory;
    private readonly IPredictions predictions;
    private readonly Lock preparation = new();
    private PreparedWeights? prepared;
    private int version = 1;

    /// <summary>Works the shapes out, allocates the tensors and initializes them.</summary>
    /// <param name="declared">The network as declared.</param>
    /// <param name="hyperparameters">Its numbers.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <exception cref="NetworkShapeException">The numbers do not fit together; says where and how to mend it.</exception>
    protected Network(NetworkSpec declared, HyperparameterSet hyperparameters, Device device, ulong seed)
    {
        HyperparameterValues = hyperparameters;
        Spec = hyperparameters.Apply(declared);
        Device = device;
        Seed = seed;
        var inference = ShapeInference.Infer(Spec);
        if (!inference.IsValid)
        {
            throw new NetworkShapeException(inference.ErrorText);
        }

        Shapes = inference.Layers;
        Loss = Spec.Layers[^1].Kind;
        Outputs = NetworkOutput.Of(Shapes);
        InputLength = checked((int)(Spec.Input.Count + Shapes.Where(IsInput).Sum(shape => shape.Output.Count)));
        OutputLength = checked(Outputs.Sum(output => output.Length));
        (memory, Parameters) = ParameterStore.Create(Shapes, seed, whole: device.IsGpu);
        ParameterCount = Parameters.Where(p => p.IsTrained).Sum(p => (long)p.Count);

        // Trimming knows of the switch only where it stands in the condition itself.
        predictions = GpuSupport.IsEnabled && device.IsGpu ? MoveToGpu(device) : new PredictionPool(this, CreatePrediction);
    }

    /// <summary>The numbers that the network was built with. Changing them afterwards does not change the network.</summary>
    public HyperparameterSet HyperparameterValues { get; }

    /// <summary>The network as built: the declaration with its hyperparameters' values.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Every layer with the shapes of its input, output and tensors.</summary>
    public IReadOnlyList<LayerShape> Shapes { get; }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>How exactly it computes; set where the network is constructed.</summary>
    public Precision Precision { get; init; }

    /// <summary>Seed of the initial weights.</summary>
    public ulong Seed { get; }

    /// <summary>The kind of the last layer, which is a loss: that of the main output.</summary>
    public LayerKind Loss { get; }

    /// <summary>Every output with its loss, in order; the last one is the main one, by whose labels hits are counted.</summary>
    public IReadOnlyList<NetworkOutput> Outputs { get; }

    /// <summary>Samples in a step for which <see cref="Summary"/> says what training needs.</summary>
    public const int SummaryBatch = 32;

    /// <summary>Numbers in one sample: height, width and channels, channels innermost; those of further inputs behind each other.</summary>
    public int InputLength { get; }

    /// <summary>Numbers that the network answers with for one sample, output after output.</summary>
    public int OutputLength { get; }

    /// <summary>Every stored tensor, running statistics included, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Trained numbers.</summary>
    public long ParameterCount { get; }

    /// <summary>
    /// A table of the layers with output shapes, parameters, bytes and operations, and the memory of training with <see cref="SummaryBatch"/> samples in a step.
    /// </summary>
    public string Summary
    {
        get
        {
            var (arena, live) = TrainingBytes(SummaryBatch);
            return NetworkSummary.Text(Spec, Shapes.ToEquatableArray())
                + string.Create(CultureInfo.InvariantCulture, $"Training with {SummaryBatch} samples in a step: {arena:N0} bytes for all buffers, at most {live:N0} of them alive at once\n");
        }
    }

    /// <summary>The layers as a Mermaid flowchart, which GitHub and many editors draw.</summary>
    public string Diagram => NetworkDiagram.Text(Spec, Shapes);

    /// <summary>The tensors on the GPU that it computes on.</summary>
    /// <exception cref="InvalidOperationException">It computes on the CPU.</exception>
    internal GpuWeights GpuWeights => StoredOnGpu ?? throw new InvalidOperationException($"{Spec.ClassName} computes on {Device}");

    private GpuWeights? StoredOnGpu { get; set; }

    /// <summary>What the buffers of training take: values, gradients and sums, weights and the optimizer's state aside.</summary>
    /// <param name="batch">Samples in a step, at least 1.</param>
    /// <returns>Bytes of all buffers, those that are never alive together sharing memory, and the most bytes that are alive at once, which is the least that can be had.</returns>
    public (long Arena, long Live) TrainingBytes(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);

        if (GpuSupport.IsEnabled && Device.IsGpu)
        {
            return GpuTrainingBytes(batch);
        }

        // The memory of a program that never runs is never touched.
        using var program = CreateTraining(batch);
        return program.Bytes;
    }

    /// <summary>Counts the changes of the weights, so that prepared copies know when they are stale.</summary>
    internal int WeightsVersion => Volatile.Read(ref version);

    /// <summary>
    /// Answers for one sample or several: class probabilities after <c>SoftmaxCrossEntropy</c>, probabilities after
    /// <c>BinaryCrossEntropy</c>, the last layer's numbers after <c>MeanSquaredError</c> and <c>Huber</c>. Allocates nothing once warm; many threads may call it at once.
    /// </summary>
    /// <param name="input">Samples one after another, <see cref="InputLength"/> numbers each, as in the training data (before <c>Rescale</c>).</param>
    /// <param name="destination">Receives <see cref="OutputLength"/> numbers per sample.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlySpan<float> input, Span<float> destination)
    {
        int samples = SamplesIn(input);
        if (destination.Length < (long)samples * OutputLength)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{samples} samples need {(long)samples * OutputLength} numbers of room, the destination has {destination.Length}"),
                nameof(destination));
        }

        predictions.Predict(input, destination, samples);
    }

    /// <summary>Answers as <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> does, in a new array.</summary>
    /// <param name="input">Samples one after another.</param>
    /// <returns><see cref="OutputLength"/> numbers per sample.</returns>
    /// <exception cref="ArgumentException">The length is not that of whole samples.</exception>
    public float[] Predict(ReadOnlySpan<float> input)
    {
        var destination = new float[checked(SamplesIn(input) * OutputLength)];
        Predict(input, destination);
        return destination;
    }

    /// <summary>Writes weights, running statistics and hyperparameters as <c>.safetensors</c>, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public void Save(string path) => NetworkFiles.Save(this, path);

    /// <summary>Replaces all weights and running statistics by those of a file.</summary>
    /// <param name="path">A <c>.safetensors</c> file of this network.</param>
    /// <exception cref="SafetensorsException">The file is damaged.</exception>
    /// <exception cref="WeightsMismatchException">The file is another network's; nothing was changed.</exception>
    public void LoadWeights(string path)
    {
        NetworkFiles.LoadWeights(this, path);
        WeightsChanged();
    }

    /// <summary>Sets the hyperparameters that a saved file carries.</summary>
    /// <param name="path">A <c>.safetensors</c> file.</param>
    /// <param name="into">The set to change; a file without hyperparameters leaves it alone.</param>
    /// <returns><paramref name="into"/>.</returns>
    /// <exception cref="SafetensorsException">The file is damaged.</exception>
    /// <exception cref="WeightsMismatchException">The hyperparameters are another network's; nothing was changed.</exception>
    protected static T ReadHyperparameters<T>(string path, T into)
        where T : HyperparameterSet
        => NetworkFiles.ReadHyperparameters(path, into);

    /// <summary>Tells the network that its parameters were written, so that prediction prepares its copies anew.</summary>
    public void WeightsChanged() => Interlocked.Increment(ref version);

    /// <inheritdoc/>
    public void Dispose()
    {
        predictions.Dispose();
        prepared?.Dispose();
        if (GpuSupport.IsEnabled && Device.IsGpu)
        {
            LeaveGpu();
        }

        memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the buffers and code of training steps.</summary>
    /// <param name="maximumBatch">The most samples in one step.</param>
    internal ITrainingSteps NewTraining(int maximumBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBatch, 1);
        return GpuSupport.IsEnabled && Device.IsGpu ? NewGpuTraining(maximumBatch) : CreateTraining(maximumBatch);
    }

    /// <summary>The weights as prediction reads them, made anew when they have changed.</summary>
    internal PreparedWeights CurrentWeights()
    {
        var current = Volatile.Read(ref prepared);
        if (current is not null && current.Version == WeightsVersion)
        {
            return current;
        }

        lock (preparation)
        {
            int now = WeightsVersion;
            prepared ??= CreatePreparedWeights();
            if (prepared.Version != now)
            {
                prepared.MakeAnew();
                prepared.Version = now;
            }

            return prepared;
        }
    }

    /// <summary>Where an input layer's numbers start in a sample.</summary>
    internal int InputStart(int layer) => checked((int)(Spec.Input.Count + Shapes.Take(layer).Where(IsInput).Sum(shape => shape.Output.Count)));

    /// <summary><see cref="LossOf"/>, for the evaluation.</summary>
    internal double LossOfAnswers(int output, ReadOnlySpan<float> answers, ReadOnlySpan<float> targets) => LossOf(output, answers, targets);

    /// <summary>Makes the buffers and phases of training.</summary>
    protected abstract TrainingProgram CreateTraining(int maximumBatch);

    /// <summary>Makes the buffers and phases of prediction.</summary>
    protected abstract PredictionProgram CreatePrediction(int maximumBatch);

    /// <summary>Makes the copies of the weights that prediction reads, batch normalization folded into them.</summary>
    protected abstract PreparedWeights CreatePreparedWeights();

    /// <summary>
    /// What a sample's answers of an output cost against their targets, added up over the numbers, in double precision: the loss by what the network
    /// answers, for evaluations. For losses against numbers, each by itself; <c>SoftmaxCrossEntropy</c> is none of them.
    /// </summary>
    /// <param name="output">Which output.</param>
    /// <param name="answers">Its numbers in the sample's answer.</param>
    /// <param name="targets">As many targets.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual double LossOf(int output, ReadOnlySpan<float> answers, ReadOnlySpan<float> targets) =>
        throw new NotSupportedException($"{Spec.ClassName} has no loss against numbers");

    /// <summary>Makes the buffers and launches of training on a GPU.</summary>
    /// <exception cref="NotSupportedException">The network was compiled without code for GPUs.</exception>
    protected virtual GpuTrainingProgram CreateGpuTraining(int maximumBatch) => throw NoGpuCode();

    /// <summary>Makes the buffers and launches of prediction on a GPU.</summary>
    /// <exception cref="NotSupportedException">The network was compiled without code for GPUs.</exception>
    protected virtual GpuPredictionProgram CreateGpuPrediction(int maximumBatch) => throw NoGpuCode();

    // Whatever needs the GPU library is in methods of its own, so that a program without a GPU does not load it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private IPredictions MoveToGpu(Device device)
    {
        StoredOnGpu = new GpuWeights(device.Machine!, Parameters);
        return new GpuPredictions(this, CreateGpuPrediction);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ITrainingSteps NewGpuTraining(int maximumBatch) => CreateGpuTraining(maximumBatch);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (long Arena, long Live) GpuTrainingBytes(int batch)
    {
        using var program = CreateGpuTraining(batch);
        return program.Bytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LeaveGpu() => StoredOnGpu?.Dispose();

    private NotSupportedException NoGpuCode() =>
        new($"{Spec.ClassName} was compiled without code for GPUs: its project does not reference ILGPU");

    private static bool IsInput(LayerShape shape) => shape.Layer.Kind == LayerKind.Input;

    private int SamplesIn(ReadOnlySpan<float> input)
    {
        if (input.IsEmpty || input.Length % InputLength != 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"a sample has {InputLength} numbers ({Spec.Input}); {input.Length} numbers are not whole samples"), nameof(input));
        }

        return input.Length / InputLength;
    }
}
