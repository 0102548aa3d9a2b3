using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>What a block's parameter may be.</summary>
public enum BlockParameterKind
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>True or false, kept as 1 or 0; fixed by the declaration.</summary>
    Truth,
}

/// <summary>A parameter of one use of a block.</summary>
/// <param name="Name">Its name in the block's declaration: <c>squeeze</c>.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Value">Its value.</param>
/// <param name="Expression">The expression over the parameters of the block around it that gives the value; null where it is a plain number.</param>
public sealed record BlockParameter(string Name, BlockParameterKind Kind, double Value, string? Expression = null)
{
    /// <summary>The values it may have.</summary>
    public ValueRange Range => Kind switch
    {
        BlockParameterKind.Whole => new ValueRange(true, int.MinValue, int.MaxValue, true, true),
        BlockParameterKind.Truth => new ValueRange(true, 0, 1, true, true),
        _ => ValueRange.Finite,
    };

    /// <summary>Whether it can be changed at run time: what an expression gives follows, and truths are the declaration's.</summary>
    public bool IsHyperparameter => Expression is null && Kind != BlockParameterKind.Truth;
}

/// <summary>One use of a block: its layers stand one after another among the network's.</summary>
/// <param name="Name">Its full name, those of the blocks around it in front: <c>fire1</c>, <c>stage2.basic1</c>.</param>
/// <param name="AttributeName">The block's attribute without its suffix: <c>Fire</c>.</param>
/// <param name="Parent">The block that it stands in, -1 for the network itself.</param>
/// <param name="FirstLayer">How many layers of the network stand before it.</param>
/// <param name="Parameters">Its parameters in the order of the block's declaration.</param>
public sealed record BlockSpec(string Name, string AttributeName, int Parent, int FirstLayer, EquatableArray<BlockParameter> Parameters)
{
    /// <summary>The values of the parameters by name.</summary>
    public IReadOnlyDictionary<string, double> Values => Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);

    /// <summary>What each parameter may be, by name.</summary>
    public IReadOnlyDictionary<string, BlockParameterKind> Kinds => Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Kind);
}

/// <summary>A setting of a layer that an expression over its block's parameters gives.</summary>
public readonly record struct SettingExpression(string Setting, string Expression);

/// <summary>A repetition or condition that was settled at compile time, and that run-time values must leave as it is.</summary>
/// <param name="Block">The block whose parameters the expression reads.</param>
/// <param name="Expression">The expression.</param>
/// <param name="Value">Its value in the declaration; 1 and 0 for a condition that holds and one that does not.</param>
/// <param name="IsCondition">Whether it is a condition.</param>
/// <param name="Part">What it decides on, as declared: <c>Conv(filters, 1)</c>.</param>
public sealed record BlockDecision(int Block, string Expression, double Value, bool IsCondition, string Part);
