using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>The constants in an attribute.</summary>
internal static class AttributeNumbers
{
    /// <summary>Whether the attribute has errors of C#'s own: an unknown overload, an argument that is no constant.</summary>
    public static bool HasErrors(AttributeData attribute)
        => attribute.AttributeConstructor is null
            || attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error)
            || attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error);

    /// <summary>The declared name of a layer, or null.</summary>
    public static string? Name(AttributeData layer) => Named(layer, "Name")?.Value as string;

    /// <summary>What the declaration gives for a setting, or null where it says nothing.</summary>
    public static TypedConstant? Given(AttributeData layer, SettingSchema setting)
        => setting.Position >= 0 ? Positional(layer, setting.Position) : Named(layer, setting.Name);

    /// <summary>A size of an Input layer, by its name there.</summary>
    public static double OfInput(AttributeData input, string setting) => OfInput(Input(input), setting);

    /// <summary>The condition of a part, or null.</summary>
    public static string? When(AttributeData part) => Named(part, "When")?.Value as string;

    /// <summary>The taps that a layer names, in order.</summary>
    public static EquatableArray<string> Taps(AttributeData layer, LayerSchema schema) => schema.HasTaps
        ? layer.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.IsNull ? [] : argument.Values.AsEnumerable() : [argument])
            .Select(argument => argument.Value as string ?? string.Empty)
            .ToEquatableArray()
        : default;

    /// <summary>The shape of a sample, by the number of arguments of [Network] or [Input].</summary>
    public static SampleShape Input(AttributeData network)
    {
        var sizes = network.ConstructorArguments.Select(argument => (int)(Number(argument) ?? 1)).ToArray();
        return sizes.Length switch
        {
            3 => SampleShape.Image(sizes[0], sizes[1], sizes[2]),
            2 => SampleShape.Sequence(sizes[0], sizes[1]),
            1 => SampleShape.Vector(sizes[0]),
            _ => SampleShape.Vector(1),
        };
    }

    /// <summary>The limits that [Budget] sets.</summary>
    public static BudgetSpec Budget(AttributeData budget)
    {
        long? Limit(string name) => Named(budget, name) is { Value: long limit } ? limit : null;
        return new BudgetSpec(
            Limit(nameof(BudgetSpec.Parameters)), Limit(nameof(BudgetSpec.WeightBytes)), Limit(nameof(BudgetSpec.Flops)), Limit(nameof(BudgetSpec.ActivationBytes)));
    }

    private static double OfInput(SampleShape shape, string setting) => setting switch
    {
        "Height" => shape.Height,
        "Width" => shape.Width,
        "Channels" => shape.Channels,
        _ => (int)shape.Rank,
    };

    private static TypedConstant? Positional(AttributeData attribute, int position)
        => position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position] : null;

    private static TypedConstant? Named(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>A number, or null for what is none.</summary>
    public static double? Number(TypedConstant? constant)
        => constant is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: IConvertible value and not (string or bool or char) }
            ? value.ToDouble(CultureInfo.InvariantCulture)
            : null;
}
