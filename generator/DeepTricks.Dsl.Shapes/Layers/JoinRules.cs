using System.Linq;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Values side by side along the channels: all other sizes are equal.</summary>
internal sealed class ConcatRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Concat, "concat");

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        var first = place.Operands[0];
        foreach (var other in place.Operands.Skip(1))
        {
            if (other.Shape with { Channels = first.Shape.Channels } != first.Shape)
            {
                return place.Fail(
                    IssueIds.JoinMismatch,
                    null,
                    "puts channels side by side, but " + first.Name + " is " + first.Shape + " and " + other.Name + " is " + other.Shape
                        + "; " + JoinText.Repair(first.Shape, other.Shape));
            }
        }

        long channels = place.Operands.Sum(operand => (long)operand.Shape.Channels);
        return Sizes.Fits(first.Shape.Height, first.Shape.Width, channels)
            ? new LayerShape(place.Layer, place.Input, first.Shape with { Channels = (int)channels }, default, 0)
            : place.Fail(
                IssueIds.TooLarge, null, "makes a tensor of " + Sizes.Text(first.Shape.Height, first.Shape.Width, channels) + "; use fewer filters");
    }
}

/// <summary>The sum of values of one shape.</summary>
internal sealed class AddRule : SameShapeJoinRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Add, "add");

    /// <inheritdoc/>
    protected override string Verb => "adds";
}

/// <summary>The product of values of one shape.</summary>
internal sealed class MultiplyRule : SameShapeJoinRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Multiply, "multiply");

    /// <inheritdoc/>
    protected override string Verb => "multiplies";
}

/// <summary>A join of values of one shape, number by number.</summary>
internal abstract class SameShapeJoinRule : LayerRule
{
    /// <summary>What it does to its values.</summary>
    protected abstract string Verb { get; }

    /// <inheritdoc/>
    public sealed override LayerShape? Infer(LayerPlace place)
    {
        var first = place.Operands[0];
        foreach (var other in place.Operands.Skip(1))
        {
            if (other.Shape != first.Shape)
            {
                return place.Fail(
                    IssueIds.JoinMismatch,
                    null,
                    Verb + " values of one shape, but " + first.Name + " is " + first.Shape + " and " + other.Name + " is " + other.Shape
                        + "; " + JoinText.Repair(first.Shape, other.Shape));
            }
        }

        return new LayerShape(place.Layer, place.Input, first.Shape, default, Sizes.Operations(Sizes.Product(first.Shape.Count, place.Operands.Count - 1)));
    }
}

/// <summary>How to make the shapes of joined values fit.</summary>
internal static class JoinText
{
    /// <summary>The end of a sentence: what to change.</summary>
    public static string Repair(SampleShape first, SampleShape other)
    {
        if (first.Rank != other.Rank)
        {
            return "flatten both by Dense, or keep the positions of both";
        }

        if (first.Height != other.Height || first.Width != other.Width)
        {
            return "pool or stride both alike, or use Upsample on the smaller one";
        }

        return first.Rank == SampleRank.Vector
            ? "use as many units on both"
            : "use Conv(" + LayerText.Number((long)first.Channels) + ", 1) on the second";
    }
}
