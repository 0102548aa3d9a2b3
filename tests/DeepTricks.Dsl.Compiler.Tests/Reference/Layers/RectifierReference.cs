namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>x above zero, something else from zero down: Relu, LeakyRelu, Elu.</summary>
internal sealed class RectifierReference(int index, Extent input, Func<double, double> below) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        var output = new Volume(input.Samples, Output);
        int[] isAbove = Sides(index, input, pass);
        for (int i = 0; i < input.Values.Length; i++)
        {
            output.Values[i] = isAbove[i] != 0 ? input.Values[i] : below(input.Values[i]);
        }

        return output;
    }

    /// <summary>For each number 1 where it counts as positive, 0 elsewhere.</summary>
    public static int[] Sides(int index, Volume input, ReferencePass pass)
    {
        int[]? sides = pass.Choices.Recorded(index);
        if (sides is null)
        {
            sides = [.. input.Values.Select(x => x > 0 ? 1 : 0)];
            pass.Choices.Record(index, sides);
            pass.NoteMargin(input.Values.Where(x => x != 0).Select(Math.Abs).DefaultIfEmpty(double.PositiveInfinity).Min(), input.Values);
        }

        return sides;
    }
}

/// <summary>x above zero, a learned slope per channel times x below.</summary>
internal sealed class PReluReference(ReferenceLayer layer, int index, Extent input) : ReferenceOperation
{
    public override Extent Output => input;

    public override IReadOnlyList<ReferenceTensor> Tensors { get; } = [new(layer.Name + ".weight", [input.Channels])];

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        double[] slope = pass.Tensor(Tensors[0].Name);
        var output = new Volume(input.Samples, Output);
        int[] isAbove = RectifierReference.Sides(index, input, pass);
        for (int i = 0; i < input.Values.Length; i++)
        {
            output.Values[i] = isAbove[i] != 0 ? input.Values[i] : slope[i % slope.Length] * input.Values[i];
        }

        return output;
    }
}

/// <summary>A function of each number with no kink.</summary>
internal sealed class SmoothReference(Extent input, Func<double, double> function) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass) => new(input.Samples, Output, [.. input.Values.Select(function)]);
}
