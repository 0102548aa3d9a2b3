using System;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>Renders pointwise expressions as C# over CPU lanes.</summary>
/// <param name="write">Receives one statement at a time.</param>
/// <param name="leaf">The C# name of a leaf.</param>
/// <param name="prefix">Start of the names of variables that hold repeated parts.</param>
internal sealed class LaneRenderer(Action<string> write, Func<Leaf, string> leaf, string prefix) : Renderer(write, leaf, prefix)
{
    /// <inheritdoc/>
    protected override string OfConstant(double value) => value == 0 ? "TLanes.Zero" : $"TLanes.Broadcast({Number(value)})";

    /// <inheritdoc/>
    protected override string OfUnary(UnaryFunction function, string value) => function == UnaryFunction.Sigmoid
        ? $"(TLanes.Broadcast(1f) / (TLanes.Broadcast(1f) + TLanes.Exp({Negated(value)})))"
        : $"TLanes.{function}({value})";

    /// <inheritdoc/>
    protected override string OfMultiplyAdd(string left, string right, string summand) => $"TLanes.MultiplyAdd({left}, {right}, {summand})";

    /// <inheritdoc/>
    protected override string OfChoice(string left, string comparison, string right, string then, string otherwise) =>
        $"TLanes.Select({left} {comparison} {right}, {then}, {otherwise})";
}
