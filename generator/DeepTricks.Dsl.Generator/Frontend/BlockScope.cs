using System;
using System.Collections.Generic;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Where parts are read: the network itself, or a block with the values of its parameters.</summary>
/// <param name="Block">The block's index, -1 for the network.</param>
/// <param name="Spec">The block, or null for the network.</param>
/// <param name="Around">The classes of the blocks around the parts, the innermost last.</param>
internal sealed record BlockScope(int Block, BlockSpec? Spec, IReadOnlyList<INamedTypeSymbol> Around)
{
    private readonly IReadOnlyDictionary<string, BlockParameterKind> kinds = Spec?.Kinds ?? new Dictionary<string, BlockParameterKind>();
    private readonly IReadOnlyDictionary<string, double> values = Spec?.Values ?? new Dictionary<string, double>();

    /// <summary>A network itself.</summary>
    public static BlockScope OfNetwork() => new(NetworkTree.Root, null, []);

    /// <summary>Numbers what has no name.</summary>
    public NameNumbering Numbering { get; } = new();

    /// <summary>The parameters that expressions have read.</summary>
    public HashSet<string> Reads { get; } = new(StringComparer.Ordinal);

    /// <summary>How messages name the place: <c>, in the block 'Fire(16, 64)' (fire1)</c>; empty for the network.</summary>
    public string Place => Spec is null ? "" : ", in the block " + BlockText.Described(Spec);

    /// <summary>The full name of something with that name in here.</summary>
    public string FullName(string name) => Spec is null ? name : Spec.Name + "." + name;

    /// <summary>The value of an expression, or what is wrong with it as the end of a sentence.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="truth">Whether it is to be true or false.</param>
    /// <param name="problem">What is wrong, or null.</param>
    public double Evaluate(string text, bool truth, out string? problem)
    {
        var expression = BlockExpression.Parse(text, kinds, out problem);
        if (expression is null)
        {
            return double.NaN;
        }

        Reads.UnionWith(expression.Reads);
        if (expression.IsTruth != truth)
        {
            problem = truth ? "is a number where true or false is expected, as in \"stride > 1\"" : "is true or false where a number is expected";
            return double.NaN;
        }

        return expression.Evaluate(values);
    }
}
