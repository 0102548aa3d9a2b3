using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>
/// Reads the layers of a network from its attributes: blocks are replaced by the layers that they carry, repetitions and conditions are settled,
/// expressions get their values. A mistake in a block's declaration is told once, at the first use.
/// </summary>
internal sealed class PartExpander(Compilation compilation)
{
    private const int MostRepetitions = 1000;
    private const int MostLayers = 10_000;

    private readonly ReadParts result = new();
    private readonly HashSet<string> told = new(System.StringComparer.Ordinal);

    // The blocks with a mistake inside.
    private readonly HashSet<INamedTypeSymbol> wrong = new(SymbolEqualityComparer.Default);

    // The network's own attribute that is being read, and its place among them.
    private AttributeData? part;
    private int partIndex = -1;

    /// <summary>Reads the parts of a network.</summary>
    /// <param name="attributes">The attributes that <see cref="KnownNames.IsPart"/> knows, in order.</param>
    /// <param name="compilation">The compilation, which has the bodies of functions.</param>
    public static ReadParts Read(IReadOnlyList<AttributeData> attributes, Compilation compilation)
    {
        var expander = new PartExpander(compilation);
        expander.Walk(attributes, BlockScope.OfNetwork());
        return expander.result;
    }

    private void Walk(IEnumerable<AttributeData> attributes, BlockScope scope)
    {
        AttributeData? repeat = null;
        foreach (var attribute in attributes)
        {
            if (scope.Spec is null)
            {
                (part, partIndex) = (attribute, partIndex + 1);
            }

            if (AttributeNumbers.HasErrors(attribute))
            {
                result.HasErrors = true;
                repeat = null;
            }
            else if (KnownNames.IsRepeat(attribute))
            {
                if (repeat is not null)
                {
                    Tell(IssueIds.BadRepeat, scope, "Repeat", "'Repeat' repeats another 'Repeat'" + scope.Place + "; write one with the product of both");
                }

                repeat = attribute;
            }
            else if (KnownNames.LayerKind(attribute) is { } kind)
            {
                var layer = Layer(attribute, kind, scope);
                string source = LayerText.Source(layer);
                for (int i = Count(repeat, attribute, source, scope); i > 0 && HasRoom(scope); i--)
                {
                    string name = scope.Numbering.Next(LayerSchema.PrefixOf(layer), AttributeNumbers.Name(attribute));
                    result.Layers.Add(layer with { Name = scope.FullName(name) });
                    result.LayerAttributes.Add(part!);
                }

                repeat = null;
            }
            else
            {
                var type = attribute.AttributeClass!;
                string name = KnownNames.ShortName(type);
                int count = Count(repeat, attribute, name, scope);
                for (int i = 0; i < count && HasRoom(scope); i++)
                {
                    Expand(attribute, type, name, scope);
                }

                repeat = null;
            }
        }

        if (repeat is not null)
        {
            Tell(IssueIds.BadRepeat, scope, "Repeat", "'Repeat' has no layer or block behind it to repeat" + scope.Place + "; put it in front of one");
        }
    }

    /// <summary>How often a part stands there: as often as its Repeat says, not at all where its condition does not hold.</summary>
    private int Count(AttributeData? repeat, AttributeData attribute, string source, BlockScope scope)
    {
        int count = 1;
        if (repeat is not null)
        {
            double times = repeat.ConstructorArguments[0].Value is string text ? Expression(text, "Repeat", null, truth: false, scope) : AttributeNumbers.Number(repeat.ConstructorArguments[0]) ?? double.NaN;
            if (!double.IsNaN(times) && !(times >= 0 && times <= MostRepetitions && times == System.Math.Floor(times)))
            {
                Tell(
                    IssueIds.BadRepeat, scope, "Repeat " + source,
                    "'Repeat' repeats '" + source + "' " + times.ToString("R", CultureInfo.InvariantCulture) + " times" + scope.Place
                        + "; it must be a whole number from 0 to " + MostRepetitions.ToString(CultureInfo.InvariantCulture));
                times = double.NaN;
            }

            count = double.IsNaN(times) ? 0 : (int)times;
            if (scope.Spec is not null && repeat.ConstructorArguments[0].Value is string decided)
            {
                result.Decisions.Add(new BlockDecision(scope.Block, decided, count, false, source));
            }
        }

        if (AttributeNumbers.When(attribute) is { } condition)
        {
            double holds = Expression(condition, source, "When", truth: true, scope);
            if (scope.Spec is not null)
            {
                result.Decisions.Add(new BlockDecision(scope.Block, condition, holds, true, source));
            }

            count = holds == 1 ? count : 0;
        }

        return count;
    }

    private bool HasRoom(BlockScope scope)
    {
        if (result.Layers.Count + result.Blocks.Count < MostLayers)
        {
            return true;
        }

        Tell(IssueIds.BadRepeat, scope, "Room", "The network has more than " + MostLayers.ToString("N0", CultureInfo.InvariantCulture) + " layers" + scope.Place + "; repeat less");
        return false;
    }

    private LayerSpec Layer(AttributeData attribute, LayerKind kind, BlockScope scope)
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
                Tell(
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
            Tell(IssueIds.NotPointwise, scope, "Apply " + problem, "'Apply' " + problem + scope.Place);
        }

        return layer;
    }

    /// <summary>Puts a block's layers in the place of its use.</summary>
    private void Expand(AttributeData attribute, INamedTypeSymbol type, string name, BlockScope scope)
    {
        var around = scope.Around.Append(type).ToList();
        if (scope.Around.Any(outer => SymbolEqualityComparer.Default.Equals(outer, type)))
        {
            Tell(IssueIds.RecursiveBlock, scope, name, "The block '" + name + "' contains itself: " + string.Join(" > ", around.Select(KnownNames.ShortName)) + "; a block is made of layers and other blocks");
            return;
        }

        if (BlockForm.Problem(attribute, type) is { } problem)
        {
            Tell(IssueIds.NotABlock, scope, name, "The block '" + name + "' " + problem + scope.Place);
            return;
        }

        var parameters = Parameters(attribute, type, name, scope);
        string own = scope.Numbering.Next(LayerNames.BlockPrefix(name), AttributeNumbers.Name(attribute));
        var block = new BlockSpec(scope.FullName(own), name, scope.Block, result.Layers.Count, parameters.ToEquatableArray());
        var inside = new BlockScope(result.Blocks.Count, block, around);
        result.Blocks.Add(block);
        result.BlockAttributes.Add(part!);
        int toldBefore = result.Issues.Count;
        Walk(type.GetAttributes().Where(KnownNames.IsPart), inside);
        result.HasErrors |= type.GetAttributes().Any(inner => inner.AttributeClass is null or { TypeKind: TypeKind.Error });

        // Where something is wrong inside, a parameter may be unread for that alone.
        if (result.HasErrors || result.Issues.Count > toldBefore)
        {
            wrong.Add(type);
        }

        foreach (var unread in parameters.Where(parameter => !wrong.Contains(type) && !inside.Reads.Contains(parameter.Name)))
        {
            Tell(
                IssueIds.NotABlock, scope, name + "." + unread.Name,
                "The block '" + name + "' has a parameter '" + unread.Name + "' that none of its layers reads; use it in an expression, or take it out");
        }
    }

    private List<BlockParameter> Parameters(AttributeData attribute, INamedTypeSymbol type, string name, BlockScope scope)
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
                    Tell(
                        IssueIds.BadExpression, scope, name + "." + declared.Name,
                        "'" + name + "' has " + declared.Name + " = " + (argument.IsNull ? "null" : argument.ToCSharpString()) + scope.Place + "; it takes "
                            + (kind == BlockParameterKind.Truth ? "true or false" : "a number") + ", or an expression that gives one",
                        declared.Name);
                }
            }
        }

        return parameters;
    }

    private double Expression(string text, string owner, string? setting, bool truth, BlockScope scope)
    {
        double value = scope.Evaluate(text, truth, out string? problem);
        if (problem is not null)
        {
            string what = setting is null ? "'" + owner + "' with '" : "'" + owner + "' has " + setting + " = '";
            Tell(IssueIds.BadExpression, scope, owner + "." + setting + "." + text, what + text + "', which " + problem + scope.Place, setting);
        }

        return value;
    }

    /// <summary>Adds an issue, once for each place in a declaration.</summary>
    private void Tell(string id, BlockScope scope, string place, string message, string? setting = null)
    {
        string owner = scope.Around.Count == 0 ? partIndex.ToString(CultureInfo.InvariantCulture) : scope.Around[scope.Around.Count - 1].ToDisplayString();
        if (told.Add(id + " " + owner + " " + place))
        {
            result.Issues.Add(new Issue(id, -1, scope.Spec is null ? setting : null, message) { PartIndex = partIndex });
        }
    }
}
