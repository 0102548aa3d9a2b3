using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>A function of the user's: its expression, with the element for the first parameter and learned tensors for the others.</summary>
internal sealed class ApplyRule(PointwiseFunction function) : LayerRule
{
    public override Operation Operation => Operation.Pointwise;

    public override IReadOnlyList<ParameterRole> Trained => [.. function.Learned.Select((_, i) => LearnedRoles.At(i))];

    public override Expression Pointwise { get; } = Read(function, function.Expression);

    public override Expression InputDerivative => function.Derivative is { } derivative ? Read(function, derivative) : base.InputDerivative;

    public override string? Formula
    {
        get
        {
            string Name(Leaf leaf) => leaf == Leaf.Input ? "x" : function.Learned[LearnedRoles.IndexOf((ParameterRole)System.Enum.Parse(typeof(ParameterRole), leaf.Name))].Name;
            return ExpressionText.Formula(Pointwise, Name) + ", derivative " + ExpressionText.Formula(InputDerivative, Name);
        }
    }

    private static Expression Read(PointwiseFunction function, string text) => ExpressionText.Read(text).Replace(leaf =>
    {
        int parameter = int.Parse(leaf.Name.Substring(1), System.Globalization.CultureInfo.InvariantCulture);
        return parameter == 0
            ? Leaf.Input
            : new Leaf(LearnedRoles.At(parameter - 1).ToString(), function.Learned[parameter - 1].PerChannel ? LeafKind.Channel : LeafKind.Tensor);
    });
}
