namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>Maps [Low, High] to [-1, +1].</summary>
internal sealed class RescaleReference(ReferenceLayer layer, Extent input) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        double low = layer["Low"], high = layer["High"];
        return new Volume(input.Samples, Output, [.. input.Values.Select(x => (2 * (x - low) / (high - low)) - 1)]);
    }
}
