using System;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>Renders pointwise expressions as C# for one GPU thread.</summary>
/// <param name="write">Receives one statement at a time.</param>
/// <param name="leaf">The C# name of a leaf.</param>
/// <param name="prefix">Start of the names of variables that hold repeated parts.</param>
internal sealed class ThreadRenderer(Action<string> write, Func<Leaf, string> leaf, string prefix) : Renderer(write, leaf, prefix)
{
    /// <inheritdoc/>
    protected override string OfConstant(double value) => value < 0 ? $"({Number(value)})" : Number(value);

    /// <inheritdoc/>
    protected override string OfUnary(UnaryFunction function, string value) => $"ThreadMath.{function}({value})";

    /// <inheritdoc/>
    protected override string OfMultiplyAdd(string left, string right, string summand) => $"(({left} * {right}) + {summand})";

    /// <inheritdoc/>
    protected override string OfChoice(string left, string comparison, string right, string then, string otherwise) => $"({left} {comparison} {right} ? {then} : {otherwise})";
}
