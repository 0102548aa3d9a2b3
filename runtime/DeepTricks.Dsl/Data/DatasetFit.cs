using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>Checks that a network can learn from, or be judged by, a data set.</summary>
internal static class DatasetFit
{
    /// <summary>Throws if shapes, labels, targets or a number do not fit the network.</summary>
    /// <exception cref="DatasetException">Names the numbers on both sides, and the sample where it is one.</exception>
    public static void Check(Dataset data, Network network)
    {
        CheckShape(data, network);
        if (data.Labels is null && network.Outputs.Count > 1)
        {
            CheckTargets(data, network);
        }
        else
        {
            foreach (var output in network.Outputs)
            {
                CheckAnswers(data, output.Layer.Kind, output.Length);
            }
        }

        CheckFinite(data);
    }

    private static void CheckShape(Dataset data, Network network)
    {
        // A network that takes a vector does not care how the sample was laid out; any other would read it wrongly.
        var input = network.Spec.Input;
        bool flattened = input.Rank == SampleRank.Vector && network.InputLength == data.SampleLength;
        bool several = network.InputLength != input.Count && data.Shape == SampleShape.Vector(network.InputLength);
        if (!several && !flattened && (data.Shape != input || network.InputLength != input.Count))
        {
            throw new DatasetException(network.InputLength == input.Count
                ? $"the samples are {data.Shape}, the network takes {input}"
                : FormattableString.Invariant($"the samples are {data.Shape}, the network takes vectors of {network.InputLength}: the numbers of all its inputs"));
        }
    }

    /// <summary>Several outputs with targets of their own, one behind the other.</summary>
    private static void CheckTargets(Dataset data, Network network)
    {
        int length = network.Outputs.Sum(output => output.TargetLength);
        if (data.TargetLength != length)
        {
            string parts = string.Join(", ", network.Outputs.Select(output => FormattableString.Invariant($"{output.TargetLength} for {output.Layer.Name}")));
            throw new DatasetException(
                FormattableString.Invariant($"the targets have {data.TargetLength} numbers per sample, the network's outputs take {length} ({parts})"));
        }

        for (int sample = 0; sample < data.Count; sample++)
        {
            foreach (var output in network.Outputs)
            {
                foreach (float target in data.TargetAt(sample).Slice(output.TargetStart, output.TargetLength))
                {
                    bool fits = output.Layer.Kind switch
                    {
                        LayerKind.SoftmaxCrossEntropy => target >= 0 && target < output.Length && target == MathF.Floor(target),
                        LayerKind.BinaryCrossEntropy => target is >= 0 and <= 1,
                        _ => true,
                    };
                    if (!fits)
                    {
                        string range = output.HasLabels ? FormattableString.Invariant($"a class from 0 to {output.Length - 1}") : "a number from 0 to 1";
                        throw new DatasetException(
                            FormattableString.Invariant($"sample {sample} has the target {target} for {output.Layer.Name}, which takes {range}"), sample);
                    }
                }
            }
        }
    }

    private static void CheckAnswers(Dataset data, LayerKind loss, int outputs)
    {
        if (loss == LayerKind.SoftmaxCrossEntropy)
        {
            if (data.Labels is null)
            {
                throw new DatasetException("SoftmaxCrossEntropy learns class labels, but the data set has target vectors");
            }

            if (data.LargestLabel >= outputs)
            {
                int sample = Array.FindIndex(data.Labels, label => label >= outputs);
                throw new DatasetException(
                    FormattableString.Invariant(
                        $"sample {sample} has the label {data.Labels[sample]}, but the network has {outputs} outputs (labels 0 to {outputs - 1})"),
                    sample);
            }

            return;
        }

        if (data.Targets is null)
        {
            throw new DatasetException($"{loss} learns target vectors, but the data set has class labels");
        }

        if (data.TargetLength != outputs)
        {
            throw new DatasetException(
                FormattableString.Invariant($"the targets have {data.TargetLength} numbers per sample, the network has {outputs} outputs"));
        }

        if (loss == LayerKind.BinaryCrossEntropy)
        {
            int at = Array.FindIndex(data.Targets, target => target < 0 || target > 1);
            if (at >= 0)
            {
                throw new DatasetException(
                    FormattableString.Invariant($"sample {at / outputs} has the target {data.Targets[at]}; {loss} takes numbers from 0 to 1"),
                    at / outputs);
            }
        }
    }

    private static void CheckFinite(Dataset data)
    {
        int at = FirstNotFinite(data.Numbers);
        if (at >= 0)
        {
            int sample = at / data.SampleLength;
            throw new DatasetException(
                FormattableString.Invariant($"sample {sample} holds {data.Numbers![at]} at place {at % data.SampleLength}; numbers must be finite"),
                sample);
        }

        at = FirstNotFinite(data.Targets);
        if (at >= 0)
        {
            int sample = at / data.TargetLength;
            throw new DatasetException(
                FormattableString.Invariant($"the target of sample {sample} holds {data.Targets![at]}; numbers must be finite"), sample);
        }
    }

    private static int FirstNotFinite(float[]? numbers) => numbers is null ? -1 : FiniteCheck.FirstNotFinite(numbers);
}
