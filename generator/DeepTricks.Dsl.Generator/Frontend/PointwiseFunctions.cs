using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Finds the function that [Apply] names.</summary>
internal static class PointwiseFunctions
{
    /// <summary>The function of an [Apply], with where its learned numbers start.</summary>
    /// <param name="apply">The attribute.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="problem">What is wrong with the attribute, as the end of a sentence; null where nothing is, or where the function's own body is to blame.</param>
    /// <returns>Null where something is wrong.</returns>
    public static (PointwiseFunction Function, EquatableArray<Setting> Starts)? Of(AttributeData apply, Compilation compilation, out string? problem)
    {
        problem = null;
        if (apply.ConstructorArguments.Length != 2 || apply.ConstructorArguments[0].Value is not INamedTypeSymbol type || apply.ConstructorArguments[1].Value is not string name)
        {
            problem = "names no function; write the class and the method, as in Apply(typeof(MyFunctions), nameof(MyFunctions.Swish))";
            return null;
        }

        var named = type.GetMembers(name).OfType<IMethodSymbol>().ToList();
        if (named.Count != 1 || KnownNames.Pointwise(named[0]) is not { } pointwise)
        {
            problem = named.Count switch
            {
                0 => "names '" + name + "', but '" + type.Name + "' has no method of that name",
                1 => "names '" + type.Name + "." + name + "', which is not marked [Pointwise]; mark it, so that it is differentiated",
                _ => "names '" + type.Name + "." + name + "', of which there are several; give one a name of its own",
            };
            return null;
        }

        var method = named[0];
        if (FormProblem(method) is not null)
        {
            return null;
        }

        var learned = method.Parameters.Skip(1).Select(parameter => (Symbol: parameter, Attribute: KnownNames.Learned(parameter))).ToList();
        if (method.Parameters.Length == 0 || KnownNames.Learned(method.Parameters[0]) is not null)
        {
            problem = "applies '" + name + "', whose first parameter must be the number it works on";
        }
        else if (learned.FirstOrDefault(one => one.Attribute is null).Symbol is { } open)
        {
            problem = "applies '" + name + "', whose parameter '" + open.Name + "' has no value; mark it [Learned(...)], or make it a constant";
        }
        else if (learned.Count > LearnedRoles.Most)
        {
            problem = "applies '" + name + "', which learns " + learned.Count.ToString(CultureInfo.InvariantCulture) + " numbers; a layer learns at most " + LearnedRoles.Most.ToString(CultureInfo.InvariantCulture);
        }

        if (problem is not null)
        {
            return null;
        }

        try
        {
            string? derivative = null;
            if (pointwise.NamedArguments.FirstOrDefault(argument => argument.Key == "Derivative").Value.Value is string byHand)
            {
                derivative = Derivative(method, byHand, out problem) is { } other ? ExpressionText.Write(PointwiseReader.Read(other, compilation)) : null;
                if (derivative is null)
                {
                    return null;
                }
            }

            var function = new PointwiseFunction(
                name,
                ExpressionText.Write(PointwiseReader.Read(method, compilation)),
                derivative,
                learned.Select(one => new LearnedParameter(one.Symbol.Name, one.Attribute!.NamedArguments.All(argument => argument.Value.Value is not false))).ToEquatableArray());
            return (function, learned.Select(one => new Setting(one.Symbol.Name, one.Attribute!.ConstructorArguments[0].Value is double start ? start : double.NaN)).ToEquatableArray());
        }
        catch (NotDifferentiableException exception)
        {
            // One in this compilation is reported where it stands.
            problem = exception.Location is null ? "applies '" + name + "', but " + exception.Message : null;
            return null;
        }
    }

    /// <summary>What is wrong with a method as a pointwise function, its body aside; null where nothing is.</summary>
    public static string? FormProblem(IMethodSymbol method)
    {
        bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
        if (!method.IsStatic || method.IsGenericMethod || method.ContainingType.IsGenericType || !IsReal(method.ReturnType)
            || method.Parameters.Any(parameter => !IsReal(parameter.Type) || parameter.RefKind != RefKind.None))
        {
            return "'" + method.Name + "' is no function of numbers; write a static method with parameters and a result of type float";
        }

        return KnownNames.Pointwise(method)?.NamedArguments.FirstOrDefault(argument => argument.Key == "Derivative").Value.Value is string byHand && Derivative(method, byHand, out string? problem) is null
            ? "'" + method.Name + "' " + problem
            : null;
    }

    private static IMethodSymbol? Derivative(IMethodSymbol method, string name, out string? problem)
    {
        var other = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(candidate =>
            KnownNames.Pointwise(candidate) is not null && candidate.Parameters.Select(parameter => parameter.Type).SequenceEqual(method.Parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.Default));
        problem = other is null ? "has '" + name + "' for its derivative, but no [Pointwise] method of that name and with the same parameters stands beside it" : null;
        return other;
    }
}
