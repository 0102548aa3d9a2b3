using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

/// <summary>The training steps of a <see cref="TinyNetwork"/>: everything by chunks, whose gradients are then added up in order.</summary>
internal sealed class TinyTraining : TrainingProgram
{
    private const int MostChunks = 16;

    private readonly TinyNetwork network;
    private readonly Floats inputs;
    private readonly Floats outputs;
    private readonly Floats weightGradients;
    private readonly Floats biasGradients;
    private readonly float smoothing;

    public TinyTraining(TinyNetwork network, int maximumBatch)
        : base(network, maximumBatch)
    {
        this.network = network;
        smoothing = network.Loss == LayerKind.SoftmaxCrossEntropy ? Setting(1, "Smoothing") : 0;
        var (weights, bias) = (network.Parameters[0], network.Parameters[1]);
        Memory = new NativeArena(
            NativeArena.BytesFor((long)maximumBatch * network.InputLength) + NativeArena.BytesFor((long)maximumBatch * network.OutputLength)
            + (MostChunks * (NativeArena.BytesFor(weights.PackedLength) + NativeArena.BytesFor(bias.PackedLength))));
        inputs = Memory.Take((long)maximumBatch * network.InputLength);
        outputs = Memory.Take((long)maximumBatch * network.OutputLength);
        weightGradients = Memory.Take((long)MostChunks * weights.PackedLength);
        biasGradients = Memory.Take((long)MostChunks * bias.PackedLength);
    }

    protected override void Train(Worker worker)
    {
        for (int chunk = worker.First(Chunks); chunk < worker.End(Chunks); chunk++)
        {
            Forward(chunk);
        }

        worker.Barrier();
        if (worker.Index == 0)
        {
            Check("dense1", new TensorGeometry(1, 1, network.OutputLength, network.OutputLength, network.OutputLength, network.OutputLength, 0), outputs);
        }

        if (LossIsNotFinite() || Checking)
        {
            return;
        }

        for (int chunk = worker.First(Chunks); chunk < worker.End(Chunks); chunk++)
        {
            Backward(chunk);
        }

        worker.Barrier();
        for (int slice = worker.First(Slices(0)); slice < worker.End(Slices(0)); slice++)
        {
            ReduceAndUpdate<Lanes1>(worker, 0, weightGradients, slice);
        }

        if (worker.Index == 0)
        {
            UpdateBias();
        }

        FinishUpdate<Lanes1>(worker);
    }

    private void Forward(int chunk)
    {
        int features = network.InputLength;
        double loss = 0;
        int correct = 0;
        for (int i = FirstSample(chunk); i < EndSample(chunk); i++)
        {
            var input = inputs + ((nint)i * features);
            var output = outputs + ((nint)i * network.OutputLength);
            Gather(i, 0, input, 1, 1, features, features, features, 1, 0);
            network.Answer(Tensor(0), Tensor(1), input, output);
            loss += LossOf(i, output.AsSpan(network.OutputLength), ref correct);
        }

        Report(chunk, loss, correct);
    }

    /// <summary>The loss of a sample; leaves the gradient of the dense layer's output in place of the answer.</summary>
    private double LossOf(int sample, Span<float> answer, ref int correct)
    {
        double loss = 0;
        bool classes = network.Loss == LayerKind.SoftmaxCrossEntropy;
        bool squares = network.Loss == LayerKind.MeanSquaredError;
        int label = classes ? Label(sample, 0) : -1;
        if (classes)
        {
            float largest = float.NegativeInfinity;
            foreach (float value in answer)
            {
                largest = Math.Max(largest, value);
            }

            correct += answer[label] == largest ? 1 : 0;
        }

        for (int o = 0; o < answer.Length; o++)
        {
            double p = answer[o];
            double target = classes ? (smoothing / answer.Length) + (o == label ? 1 - smoothing : 0) : Target(sample, 0)[o];
            if (classes)
            {
                loss -= target == 0 ? 0 : target * Math.Log(p);
                answer[o] = (float)(p - target);
            }
            else if (squares)
            {
                loss += (p - target) * (p - target) / answer.Length;
                answer[o] = (float)(2 * (p - target) / answer.Length);
            }
            else
            {
                loss -= ((target * Math.Log(p)) + ((1 - target) * Math.Log(1 - p))) / answer.Length;
                answer[o] = (float)((p - target) / answer.Length);
            }
        }

        return loss;
    }

    private void Backward(int chunk)
    {
        var layout = network.Parameters[0].Layout;
        var toWeights = weightGradients + ((nint)chunk * PackedLength(0));
        var toBias = biasGradients + ((nint)chunk * PackedLength(1));
        toWeights.Clear(PackedLength(0));
        toBias.Clear(PackedLength(1));
        for (int i = FirstSample(chunk); i < EndSample(chunk); i++)
        {
            for (int o = 0; o < network.OutputLength; o++)
            {
                float gradient = outputs[((nint)i * network.OutputLength) + o] / Count;
                toBias[o] += gradient;
                for (int f = 0; f < network.InputLength; f++)
                {
                    toWeights[layout.PackedIndex((o * network.InputLength) + f)] += gradient * inputs[((nint)i * network.InputLength) + f];
                }
            }
        }
    }

    private void UpdateBias()
    {
        for (int chunk = 1; chunk < Chunks; chunk++)
        {
            for (int o = 0; o < network.OutputLength; o++)
            {
                biasGradients[o] += biasGradients[((nint)chunk * PackedLength(1)) + o];
            }
        }

        UpdateVector<Lanes1>(1, biasGradients);
    }
}
