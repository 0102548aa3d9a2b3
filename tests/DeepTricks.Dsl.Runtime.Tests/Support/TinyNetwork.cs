using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

/// <summary>
/// What the compiler would emit for one dense layer and a loss, written by hand and slowly: enough to train with. Other layers may
/// stand in the spec as long as nothing runs.
/// </summary>
internal sealed class TinyNetwork : Network
{
    public TinyNetwork(NetworkSpec declared, HyperparameterSet? hyperparameters = null, ulong seed = 1, Device? device = null)
        : base(declared, hyperparameters ?? TinySpecs.Hyperparameters(declared), device ?? Device.Cpu(1), seed)
    {
    }

    /// <summary>A network of <paramref name="features"/> inputs, a dense layer of <paramref name="outputs"/> and a loss.</summary>
    public static TinyNetwork Of(int features, int outputs, LayerKind loss = LayerKind.SoftmaxCrossEntropy, int threads = 1) => new(
        TinySpecs.Network(
            SampleShape.Vector(features), TinySpecs.Layer(LayerKind.Dense, "dense1", ("Units", outputs)), TinySpecs.Layer(loss, "loss1")),
        device: Device.Cpu(threads));

    /// <summary>All numbers of all tensors.</summary>
    public float[] AllValues() => [.. Parameters.SelectMany(ValuesOf)];

    public static float[] ValuesOf(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    /// <summary>Products and sums of one sample, then what the loss makes of them.</summary>
    internal void Answer(Floats weights, Floats bias, Floats input, Floats output)
    {
        for (int o = 0; o < OutputLength; o++)
        {
            float sum = bias[o];
            for (int i = 0; i < InputLength; i++)
            {
                sum += input[i] * weights[Parameters[0].Layout.PackedIndex((o * InputLength) + i)];
            }

            output[o] = sum;
        }

        var outputs = output.AsSpan(OutputLength);
        if (Loss == LayerKind.SoftmaxCrossEntropy)
        {
            float largest = float.NegativeInfinity;
            foreach (float value in outputs)
            {
                largest = Math.Max(largest, value);
            }

            float total = 0;
            foreach (ref float value in outputs)
            {
                total += value = MathF.Exp(value - largest);
            }

            foreach (ref float value in outputs)
            {
                value /= total;
            }
        }
        else if (Loss == LayerKind.BinaryCrossEntropy)
        {
            foreach (ref float value in outputs)
            {
                value = 1 / (1 + MathF.Exp(-value));
            }
        }
    }

    /// <inheritdoc/>
    protected override double LossOf(int output, ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double x = answers[i], t = targets[i];
            sum += Loss == LayerKind.BinaryCrossEntropy ? -(t * Math.Log(x)) - ((1 - t) * Math.Log(1 - x)) : (x - t) * (x - t);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override TrainingProgram CreateTraining(int maximumBatch) => new TinyTraining(this, maximumBatch);

    /// <inheritdoc/>
    protected override PredictionProgram CreatePrediction(int maximumBatch) => new TinyPrediction(this, maximumBatch);

    /// <inheritdoc/>
    protected override PreparedWeights CreatePreparedWeights() => new TinyWeights(this);

    /// <summary>Copies of the two tensors.</summary>
    private sealed class TinyWeights : PreparedWeights
    {
        private readonly TinyNetwork network;

        public TinyWeights(TinyNetwork network)
            : base(network)
        {
            this.network = network;
            Memory.Dispose();
            Memory = new NativeArena(network.Parameters.Sum(p => NativeArena.BytesFor(p.PackedLength)));
            Weights = Memory.Take(network.Parameters[0].PackedLength);
            Bias = Memory.Take(network.Parameters[1].PackedLength);
        }

        public Floats Weights { get; }

        public Floats Bias { get; }

        protected override void Refresh()
        {
            var (weights, bias) = (network.Parameters[0], network.Parameters[1]);
            weights.Values.AsSpan(weights.PackedLength).CopyTo(Weights.AsSpan(weights.PackedLength));
            bias.Values.AsSpan(bias.PackedLength).CopyTo(Bias.AsSpan(bias.PackedLength));
        }
    }

    /// <summary>Answers sample by sample, all of them on the first worker.</summary>
    private sealed class TinyPrediction(TinyNetwork network, int maximumBatch) : PredictionProgram(network, maximumBatch)
    {
        private readonly TinyNetwork network = network;
        private TinyWeights? weights;

        protected override void UseWeights(PreparedWeights prepared) => weights = (TinyWeights)prepared;

        protected override void Answer(Worker worker)
        {
            for (int i = 0; worker.Index == 0 && i < Count; i++)
            {
                network.Answer(
                    weights!.Weights, weights.Bias, Input + ((nint)i * network.InputLength), Output + ((nint)i * network.OutputLength));
            }
        }
    }
}
