namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>In training zeroes what the mask does not keep and scales the rest by 1 / (1 - Rate); otherwise nothing.</summary>
internal sealed class DropoutReference(ReferenceLayer layer, int index, Extent input) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        if (!pass.Training)
        {
            return input;
        }

        bool[] kept = pass.Kept(index);
        if (kept.Length != input.Values.Length)
        {
            throw new ArgumentException($"the mask of Dropout layer {index} has {kept.Length} numbers, its input {input.Values.Length}");
        }

        double remaining = 1 - layer["Rate"];
        return new Volume(input.Samples, Output, [.. input.Values.Select((x, i) => kept[i] ? x / remaining : 0)]);
    }
}
