using System;
using System.Globalization;

namespace DeepTricks.Dsl.Generator.Expressions;

/// <summary>Renders pointwise expressions as C# over single numbers of double precision, for what is computed too rarely to need lanes.</summary>
/// <param name="write">Receives one statement at a time.</param>
/// <param name="leaf">The C# name of a leaf.</param>
/// <param name="prefix">Start of the names of variables that hold repeated parts.</param>
internal sealed class ScalarRenderer(Action<string> write, Func<Leaf, string> leaf, string prefix) : Renderer(write, leaf, prefix)
{
    /// <inheritdoc/>
    protected override string OfConstant(double value) => value < 0 ? $"({Literal(value)})" : Literal(value);

    /// <inheritdoc/>
    protected override string OfUnary(UnaryFunction function, string value) => function == UnaryFunction.Sigmoid
        ? $"(1.0 / (1.0 + Math.Exp({Negated(value)})))"
        : $"Math.{function}({value})";

    /// <inheritdoc/>
    protected override string OfMultiplyAdd(string left, string right, string summand) => $"(({left} * {right}) + {summand})";

    /// <inheritdoc/>
    protected override string OfChoice(string left, string comparison, string right, string then, string otherwise) => $"({left} {comparison} {right} ? {then} : {otherwise})";

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
