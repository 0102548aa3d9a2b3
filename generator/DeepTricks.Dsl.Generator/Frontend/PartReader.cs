using System.Collections.Generic;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>Reads one layer, or the parameters of one use of a block, from its attribute: numbers, expressions and names.</summary>
internal sealed class PartReader(ReadParts result, PartIssues issues, Compilation compilation)
{
    /// <summary>A layer without its name.</summary>
    public LayerSpec Layer(AttributeData attribute, LayerKind kind, BlockScope scope)
    {
        var schema = LayerSchema.Of(kind);
        var settings = new List<Setting>();
        var expressions = new List<SettingExpression>();
        foreach (var setting in schema.Settings)
        {
            var given = kind == LayerKind.Input ? null : AttributeNumbers.Given(attribute, setting);
            double value = kind == LayerKind.Input ? AttributeNumbers.OfInput(attribute, setting.Name) : setting.Default;
            if (AttributeNumbers.Number(given) is { } number)
            {
                value = number;
            }
            else if (given is { Value: string text })
            {
                value = Expression(text, schema.AttributeName, setting.Name, truth: false, scope);
                expressions.Add(new SettingExpression(setting.Name, text));
            }
            else if (given is { } other)
            {
                issues.Tell(
                    IssueIds.BadExpression, scope, schema.AttributeName + "." + setting.Name,
                    "'" + schema.AttributeName + "' has " + setting.Name + " = " + (other.IsNull ? "null" : other.ToCSharpString()) + scope.Place + "; it takes " + setting.Range + ", or an expression that gives one",
                    setting.Name);
            }

            settings.Add(new Setting(setting.Name, value));
        }

        return Applied(attribute, kind, scope, new LayerSpec(kind, string.Empty, settings.ToEquatableArray())
        {
            Taps = AttributeNumbers.Taps(attribute, schema),
            Block = scope.Block,
            Expressions = expressions.ToEquatableArray(),
        });
    }

    /// <summary>The parameters of a use of a block.</summary>
    public List<BlockParameter> Parameters(AttributeData attribute, INamedTypeSymbol type, string name, BlockScope scope)
    {
        var parameters = new List<BlockParameter>();
        for (int i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            var declared = attribute.AttributeConstructor!.Parameters[i];
            var argument = attribute.ConstructorArguments[i];
            var kind = BlockForm.KindOf(type, declared.Name) ?? BlockForm.KindOf(argument) ?? BlockParameterKind.Number;
            if (argument.Value is string text)
            {
                double value = Expression(text, name, declared.Name, kind == BlockParameterKind.Truth, scope);
                parameters.Add(new BlockParameter(declared.Name, kind, value, text));
            }
            else
            {
                double value = argument.Value is bool flag ? flag ? 1 : 0 : AttributeNumbers.Number(argument) ?? double.NaN;
                parameters.Add(new BlockParameter(declared.Name, kind, value));
                if (double.IsNaN(value) || (kind == BlockParameterKind.Truth) != argument.Value is bool)
                {
                    issues.Tell(
                        IssueIds.BadExpression, scope, name + "." + declared.Name,
                        "'" + name + "' has " + declared.Name + " = " + (argument.IsNull ? "null" : argument.ToCSharpString()) + scope.Place + "; it takes "
                            + (kind == BlockParameterKind.Truth ? "true or false" : "a number") + ", or an expression that gives one",
                        declared.Name);
                }
            }
        }

        return parameters;
    }

    /// <summary>The value of an expression; not a number where something is wrong with it, which is told.</summary>
    public double Expression(string text, string owner, string? setting, bool truth, BlockScope scope)
    {
        double value = scope.Evaluate(text, truth, out string? problem);
        if (problem is not null)
        {
            string what = setting is null ? "'" + owner + "' with '" : "'" + owner + "' has " + setting + " = '";
            issues.Tell(IssueIds.BadExpression, scope, owner + "." + setting + "." + text, what + text + "', which " + problem + scope.Place, setting);
        }

        return value;
    }

    /// <summary>A layer with the function that it applies.</summary>
    private LayerSpec Applied(AttributeData attribute, LayerKind kind, BlockScope scope, LayerSpec layer)
    {
        if (kind != LayerKind.Apply)
        {
            return layer;
        }

        if (PointwiseFunctions.Of(attribute, compilation, out string? problem) is { } found)
        {
            return layer with { Function = found.Function, Settings = found.Starts };
        }

        if (problem is null)
        {
            // The function's own mistake is reported where it stands.
            result.HasErrors = true;
        }
        else
        {
            issues.Tell(IssueIds.NotPointwise, scope, "Apply " + problem, "'Apply' " + problem + scope.Place);
        }

        return layer;
    }
}
