using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>Runs a network over a data set and compares its answers with what they should be.</summary>
internal sealed class Evaluator
{
    private const int LargestBatch = 512;

    // About the size of a second-level cache; larger batches are no faster.
    private const int LargestBuffer = 1 << 20;

    // PyTorch's bound of the logarithms in its binary cross-entropy.
    private const double LowestLog = -100;

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
    public Evaluation Run(Dataset data, CancellationToken cancellationToken) =>
        network.Loss == LayerKind.SoftmaxCrossEntropy ? Classes(data, cancellationToken) : Vectors(data, cancellationToken);

    private Evaluation Classes(Dataset data, CancellationToken cancellationToken)
    {
        int classes = network.OutputLength;
        double smoothing = network.Spec.Layers[^1]["Smoothing"];
        var confusion = new int[classes, classes];
        double loss = 0;
        int correct = 0;
        for (int first = 0; first < data.Count; first += batchSize)
        {
            int count = Predict(data, first, cancellationToken);
            for (int i = 0; i < count; i++)
            {
                var probabilities = outputs.AsSpan(i * classes, classes);
                int label = data.Labels![first + i];
                int answer = Largest(probabilities);
                confusion[label, answer]++;
                correct += answer == label ? 1 : 0;
                loss += CrossEntropy(probabilities, label, smoothing);
            }
        }

        return new Evaluation(data.Count, loss / data.Count) { Accuracy = (double)correct / data.Count, ConfusionMatrix = confusion };
    }

    private Evaluation Vectors(Dataset data, CancellationToken cancellationToken)
    {
        bool binary = network.Loss == LayerKind.BinaryCrossEntropy;
        double crossEntropy = 0;
        double squares = 0;
        long sameSide = 0;
        for (int first = 0; first < data.Count; first += batchSize)
        {
            int count = Predict(data, first, cancellationToken);
            var targets = data.Targets.AsSpan(first * data.TargetLength, count * data.TargetLength);
            for (int i = 0; i < targets.Length; i++)
            {
                double output = outputs[i];
                double target = targets[i];
                squares += (output - target) * (output - target);
                if (binary)
                {
                    crossEntropy -= target * Math.Max(Math.Log(output), LowestLog);
                    crossEntropy -= (1 - target) * Math.Max(Math.Log(1 - output), LowestLog);
                    sameSide += output >= 0.5 == target >= 0.5 ? 1 : 0;
                }
            }
        }

        double elements = (double)data.Count * data.TargetLength;
        return new Evaluation(data.Count, (binary ? crossEntropy : squares) / elements)
        {
            MeanSquaredError = squares / elements,
            BinaryAccuracy = binary ? sameSide / elements : null,
        };
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
