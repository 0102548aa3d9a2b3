namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>PyTorch's CrossEntropyLoss with label smoothing; answers with probabilities.</summary>
internal sealed class SoftmaxCrossEntropyReference(ReferenceLayer layer, Extent input) : ReferenceLoss
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass) => SoftmaxReference.Softmax(input);

    public override double[] Losses(Volume input, ReferenceTargets targets)
    {
        double smoothing = layer["Smoothing"];
        int classes = input.Extent.Count;
        var losses = new double[input.Samples];
        for (int sample = 0; sample < input.Samples; sample++)
        {
            var scores = input.Values.AsSpan(sample * classes, classes);
            double logOfSum = SoftmaxReference.LogOfSum(scores);
            for (int c = 0; c < classes; c++)
            {
                double target = (c == targets.Labels![sample] ? 1 - smoothing : 0) + (smoothing / classes);
                losses[sample] -= target * (scores[c] - logOfSum);
            }
        }

        return losses;
    }
}

/// <summary>PyTorch's BCEWithLogitsLoss: the mean over samples and outputs; answers with probabilities.</summary>
internal sealed class BinaryCrossEntropyReference(Extent input) : ReferenceLoss
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass) =>
        new(input.Samples, Output, [.. input.Values.Select(x => 1 / (1 + Math.Exp(-x)))]);

    public override double[] Losses(Volume input, ReferenceTargets targets)
    {
        var losses = new double[input.Samples];
        for (int i = 0; i < input.Values.Length; i++)
        {
            double score = input.Values[i];
            double logOfOnePlusExp = Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score)));
            losses[i / input.Extent.Count] += (logOfOnePlusExp - (targets.Values![i] * score)) / input.Extent.Count;
        }

        return losses;
    }
}

/// <summary>PyTorch's MSELoss: the mean over samples and outputs; answers with the numbers themselves.</summary>
internal sealed class MeanSquaredErrorReference(Extent input) : ReferenceLoss
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass) => input;

    public override double[] Losses(Volume input, ReferenceTargets targets)
    {
        var losses = new double[input.Samples];
        for (int i = 0; i < input.Values.Length; i++)
        {
            double difference = input.Values[i] - targets.Values![i];
            losses[i / input.Extent.Count] += difference * difference / input.Extent.Count;
        }

        return losses;
    }
}

/// <summary>PyTorch's HuberLoss: the mean over samples and outputs; answers with the numbers themselves.</summary>
internal sealed class HuberReference(ReferenceLayer layer, Extent input) : ReferenceLoss
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass) => input;

    public override double[] Losses(Volume input, ReferenceTargets targets)
    {
        double delta = layer["Delta"];
        var losses = new double[input.Samples];
        for (int i = 0; i < input.Values.Length; i++)
        {
            double distance = Math.Abs(input.Values[i] - targets.Values![i]);
            double squared = Math.Min(distance, delta);
            losses[i / input.Extent.Count] += ((0.5 * squared * squared) + (delta * (distance - squared))) / input.Extent.Count;
        }

        return losses;
    }
}
