using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A loss over a batch: what it compares, and where its gradient and the samples' losses go.</summary>
internal struct LossOperands
{
    /// <summary>Where targets are.</summary>
    public SampleSource Source;

    /// <summary>The network's outputs.</summary>
    public GpuTensor Outputs;

    /// <summary>Receives the gradient of the mean loss.</summary>
    public GpuTensor Gradient;

    /// <summary>Receives each sample's loss.</summary>
    public ArrayView<float> Losses;

    /// <summary>Receives 1 for each sample whose label has the largest output.</summary>
    public ArrayView<int> Hits;

    /// <summary>Samples.</summary>
    public int Count;

    /// <summary>Where the output's targets start in a sample's.</summary>
    public int TargetStart;

    /// <summary>The loss's weight.</summary>
    public float Weight;

    /// <summary>Label smoothing.</summary>
    public float Smoothing;

    /// <summary>1 to add to the gradient that is there.</summary>
    public int Adds;
}

/// <summary>The sum of the samples' losses.</summary>
internal struct LossSumOperands
{
    /// <summary>The losses, output after output.</summary>
    public ArrayView<float> Losses;

    /// <summary>The hits of the last output.</summary>
    public ArrayView<int> Hits;

    /// <summary>Receives loss and hits.</summary>
    public ArrayView<float> Results;

    /// <summary>Samples.</summary>
    public int Count;

    /// <summary>Losses from one output to the next.</summary>
    public int Stride;

    /// <summary>Outputs.</summary>
    public int Outputs;
}

/// <summary>Losses and their gradients, as <c>Losses</c> computes them on the CPU.</summary>
internal static class LossKernels
{
    /// <summary>Softmax and cross-entropy against a class; a thread for each sample.</summary>
    public static void SoftmaxCrossEntropy(LossOperands p)
    {
        for (int sample = KernelGrid.Thread; sample < p.Count; sample += KernelGrid.Threads)
        {
            int first = sample * p.Outputs.Stride;
            int channels = p.Outputs.Channels;
            int largest = 0;
            float top = p.Outputs.Values[first];
            for (int i = 1; i < channels; i++)
            {
                float value = p.Outputs.Values[first + i];
                if (value > top | ThreadMath.IsNaN(value))
                {
                    largest = i;
                    top = value;
                }
            }

            float sum = 0f;
            float total = 0f;
            for (int i = 0; i < channels; i++)
            {
                float above = p.Outputs.Values[first + i] - top;
                sum += ThreadMath.Exp(above);
                total += above;
            }

            int index = p.Source.Order[sample];
            int label = p.Source.HasLabels == 1
                ? p.Source.Labels[index]
                : (int)p.Source.Targets[((long)index * p.Source.TargetLength) + p.TargetStart];
            float rest = p.Smoothing / channels;
            float share = p.Weight / p.Count;
            float scale = share / sum;
            for (int i = 0; i < channels; i++)
            {
                float derivative = (ThreadMath.Exp(p.Outputs.Values[first + i] - top) * scale) - (rest * share);
                derivative -= i == label ? (1f - p.Smoothing) * share : 0f;
                Store(p, (sample * p.Gradient.Stride) + i, derivative);
            }

            p.Losses[sample] = p.Weight * (ThreadMath.Log(sum) - ((1f - p.Smoothing) * (p.Outputs.Values[first + label] - top)) - (rest * total));
            p.Hits[sample] = largest == label ? 1 : 0;
        }
    }

    /// <summary>Sigmoid and cross-entropy against numbers in [0, 1]; a group for each sample.</summary>
    public static void BinaryCrossEntropy(LossOperands p)
    {
        int length = p.Outputs.Length;
        float scale = p.Weight / ((float)length * p.Count);
        long targets = ((long)p.Source.Order[Grid.IdxX] * p.Source.TargetLength) + p.TargetStart;
        float loss = 0f;
        for (int i = Group.IdxX; i < length; i += Group.DimX)
        {
            int number = (Grid.IdxX * length) + i;
            float value = p.Outputs.Values[p.Outputs.Place(number)];
            float wanted = p.Source.Targets[targets + i];
            float small = ThreadMath.Exp(value > 0f ? -value : value);
            loss += (value > 0f ? value : 0f) - (value * wanted) + ThreadMath.Log(1f + small);
            Store(p, p.Gradient.Place(number), (((value >= 0f ? 1f : small) / (1f + small)) - wanted) * scale);
        }

        StoreLoss(p, loss, length);
    }

    /// <summary>The mean of squared differences; a group for each sample.</summary>
    public static void MeanSquaredError(LossOperands p)
    {
        int length = p.Outputs.Length;
        float scale = 2f * p.Weight / ((float)length * p.Count);
        long targets = ((long)p.Source.Order[Grid.IdxX] * p.Source.TargetLength) + p.TargetStart;
        float loss = 0f;
        for (int i = Group.IdxX; i < length; i += Group.DimX)
        {
            int number = (Grid.IdxX * length) + i;
            float difference = p.Outputs.Values[p.Outputs.Place(number)] - p.Source.Targets[targets + i];
            loss += difference * difference;
            Store(p, p.Gradient.Place(number), difference * scale);
        }

        StoreLoss(p, loss, length);
    }

    /// <summary>Adds the losses up, in one group.</summary>
    public static void Sum(LossSumOperands p)
    {
        double loss = 0;
        int hits = 0;
        for (int sample = Group.IdxX; sample < p.Count; sample += Group.DimX)
        {
            for (int output = 0; output < p.Outputs; output++)
            {
                loss += p.Losses[(output * p.Stride) + sample];
            }

            hits += p.Hits[sample];
        }

        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        float all = GroupSums.OfAll(shared, (float)loss);
        float correct = GroupSums.OfAll(shared, hits);
        if (Group.IdxX == 0)
        {
            p.Results[0] = all;
            p.Results[1] = correct;
        }
    }

    private static void Store(in LossOperands p, int place, float derivative) =>
        p.Gradient.Values[place] = p.Adds == 1 ? p.Gradient.Values[place] + derivative : derivative;

    private static void StoreLoss(in LossOperands p, float loss, int length)
    {
        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        float all = GroupSums.OfAll(shared, loss);
        if (Group.IdxX == 0)
        {
            p.Losses[Grid.IdxX] = p.Weight * all / length;
            p.Hits[Grid.IdxX] = 0;
        }
    }
}
