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

    /// <summary>All settings of a layer in the schema's order, defaults filled in; NaN where a number is missing.</summary>
    public static IEnumerable<Setting> Settings(AttributeData layer, LayerSchema schema) => schema.Settings.Select(setting =>
    {
        if (schema.Kind == LayerKind.Input)
        {
            return new Setting(setting.Name, OfInput(Input(layer), setting.Name));
        }

        var constant = setting.Position >= 0 ? Positional(layer, setting.Position) : Named(layer, setting.Name);
        return new Setting(setting.Name, Number(constant) ?? setting.Default);
    });

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

    private static double? Number(TypedConstant? constant)
        => constant is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: IConvertible value and not string }
            ? value.ToDouble(CultureInfo.InvariantCulture)
            : null;
}
