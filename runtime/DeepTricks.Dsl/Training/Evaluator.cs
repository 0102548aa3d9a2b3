using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>Runs a network over a data set and compares its answers with what they should be.</summary>
internal sealed class Evaluator
{
    private const int LargestBatch = 512;

    // About the size of a second-level cache; larger batches are no faster.
    private const int LargestBuffer = 1 << 20;

    private readonly Network network;
    private readonly int batchSize;
    private readonly float[] inputs;
    private readonly float[] outputs;

    public Evaluator(Network network)
    {
        this.network = network;
        batchSize = Math.Clamp(LargestBuffer / Math.Max(network.InputLength, network.OutputLength), 1, LargestBatch);
        inputs = new float[batchSize * network.InputLength];
        outputs = new float[batchSize * network.OutputLength];
    }

    /// <summary>Evaluates a data set that is known to fit the network.</summary>
    public Evaluation Run(Dataset data, CancellationToken cancellationToken)
    {
        var tallies = network.Outputs.Select((_, output) => new Tally(network, output, data)).ToArray();
        for (int first = 0; first < data.Count; first += batchSize)
        {
            int count = Predict(data, first, cancellationToken);
            for (int i = 0; i < count; i++)
            {
                foreach (var tally in tallies)
                {
                    tally.Add(first + i, outputs.AsSpan((i * network.OutputLength) + tally.Output.Start, tally.Output.Length));
                }
            }
        }

        var parts = tallies.Select(tally => tally.Result()).ToArray();
        return parts[^1] with { Loss = tallies.Zip(parts, (tally, part) => tally.Output.Layer["Weight"] * part.Loss).Sum() };
    }

    private int Predict(Dataset data, int first, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int count = Math.Min(batchSize, data.Count - first);
        for (int i = 0; i < count; i++)
        {
            data.CopySample(first + i, inputs.AsSpan(i * data.SampleLength));
        }

        network.Predict(inputs.AsSpan(0, count * network.InputLength), outputs.AsSpan(0, count * network.OutputLength));
        return count;
    }

    /// <summary>What adds up over the samples for one output.</summary>
    private sealed class Tally(Network network, int output, Dataset data)
    {
        private readonly int[,]? confusion = network.Outputs[output].HasLabels ? new int[network.Outputs[output].Length, network.Outputs[output].Length] : null;
        private double loss;
        private double squares;
        private long hits;

        public NetworkOutput Output { get; } = network.Outputs[output];

        private bool IsBinary => Output.Layer.Kind == LayerKind.BinaryCrossEntropy;

        public void Add(int sample, ReadOnlySpan<float> answer)
        {
            if (Output.HasLabels)
            {
                int label = data.LabelOf(sample, Output);
                int largest = Largest(answer);
                confusion![label, largest]++;
                hits += largest == label ? 1 : 0;
                loss += CrossEntropy(answer, label, Output.Layer["Smoothing"]);
                return;
            }

            var targets = data.TargetAt(sample).Slice(Output.TargetStart, Output.TargetLength);
            loss += network.LossOfAnswers(output, answer, targets);
            for (int i = 0; i < targets.Length; i++)
            {
                double value = answer[i];
                double target = targets[i];
                squares += (value - target) * (value - target);
                hits += IsBinary && value >= 0.5 == target >= 0.5 ? 1 : 0;
            }
        }

        public Evaluation Result()
        {
            if (Output.HasLabels)
            {
                return new Evaluation(data.Count, loss / data.Count) { Accuracy = (double)hits / data.Count, ConfusionMatrix = confusion };
            }

            double elements = (double)data.Count * Output.TargetLength;
            return new Evaluation(data.Count, loss / elements)
            {
                MeanSquaredError = squares / elements,
                BinaryAccuracy = IsBinary ? hits / elements : null,
            };
        }
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
            {
                largest = i;
            }
        }

        return largest;
    }

    private static double CrossEntropy(ReadOnlySpan<float> probabilities, int label, double smoothing)
    {
        double loss = -(1 - smoothing) * Log(probabilities[label]);
        if (smoothing > 0)
        {
            foreach (float probability in probabilities)
            {
                loss -= smoothing / probabilities.Length * Log(probability);
            }
        }

        return loss;
    }

    // float.Epsilon: a softmax in floats can't tell smaller probabilities from 0, and a single one must not make the mean infinite.
    private static double Log(float probability) => Math.Log(probability == 0 ? float.Epsilon : probability);
}
