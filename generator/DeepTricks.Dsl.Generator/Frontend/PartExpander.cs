using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepTricks.Dsl.Shapes;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>
/// Reads the layers of a network from its attributes: blocks are replaced by the layers that they carry, repetitions and conditions are settled,
/// expressions get their values. A mistake in a block's declaration is told once, at the first use.
/// </summary>
internal sealed class PartExpander
{
    private const int MostRepetitions = 1000;
    private const int MostLayers = 10_000;

    private readonly ReadParts result;
    private readonly PartIssues issues;
    private readonly PartReader reader;

    // The blocks with a mistake inside.
    private readonly HashSet<INamedTypeSymbol> wrong = new(SymbolEqualityComparer.Default);

    // The network's own attribute that is being read.
    private AttributeData? part;

    private PartExpander(ReadParts result, Compilation compilation)
    {
        this.result = result;
        issues = new PartIssues(result);
        reader = new PartReader(result, issues, compilation);
    }

    /// <summary>Reads the parts of a network.</summary>
    /// <param name="attributes">The attributes that <see cref="KnownNames.IsPart"/> knows, in order.</param>
    /// <param name="compilation">The compilation, which has the bodies of functions.</param>
    public static ReadParts Read(IReadOnlyList<AttributeData> attributes, Compilation compilation)
    {
        var result = new ReadParts();
        new PartExpander(result, compilation).Walk(attributes, BlockScope.OfNetwork());
        return result;
    }

    private void Walk(IEnumerable<AttributeData> attributes, BlockScope scope)
    {
        AttributeData? repeat = null;
        foreach (var attribute in attributes)
        {
            if (scope.Spec is null)
            {
                part = attribute;
                issues.NextPart();
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
                    issues.Tell(IssueIds.BadRepeat, scope, "Repeat", "'Repeat' repeats another 'Repeat'" + scope.Place + "; write one with the product of both");
                }

                repeat = attribute;
            }
            else if (KnownNames.LayerKind(attribute) is { } kind)
            {
                var layer = reader.Layer(attribute, kind, scope);
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
            issues.Tell(IssueIds.BadRepeat, scope, "Repeat", "'Repeat' has no layer or block behind it to repeat" + scope.Place + "; put it in front of one");
        }
    }

    /// <summary>How often a part stands there: as often as its Repeat says, not at all where its condition does not hold.</summary>
    private int Count(AttributeData? repeat, AttributeData attribute, string source, BlockScope scope)
    {
        int count = 1;
        if (repeat is not null)
        {
            double times = repeat.ConstructorArguments[0].Value is string text ? reader.Expression(text, "Repeat", null, truth: false, scope) : AttributeNumbers.Number(repeat.ConstructorArguments[0]) ?? double.NaN;
            if (!double.IsNaN(times) && !(times >= 0 && times <= MostRepetitions && times == System.Math.Floor(times)))
            {
                issues.Tell(
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
            double holds = reader.Expression(condition, source, "When", truth: true, scope);
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

        issues.Tell(IssueIds.BadRepeat, scope, "Room", "The network has more than " + MostLayers.ToString("N0", CultureInfo.InvariantCulture) + " layers" + scope.Place + "; repeat less");
        return false;
    }

    /// <summary>Puts a block's layers in the place of its use.</summary>
    private void Expand(AttributeData attribute, INamedTypeSymbol type, string name, BlockScope scope)
    {
        var around = scope.Around.Append(type).ToList();
        if (scope.Around.Any(outer => SymbolEqualityComparer.Default.Equals(outer, type)))
        {
            issues.Tell(IssueIds.RecursiveBlock, scope, name, "The block '" + name + "' contains itself: " + string.Join(" > ", around.Select(KnownNames.ShortName)) + "; a block is made of layers and other blocks");
            return;
        }

        if (BlockForm.Problem(attribute, type) is { } problem)
        {
            issues.Tell(IssueIds.NotABlock, scope, name, "The block '" + name + "' " + problem + scope.Place);
            return;
        }

        var parameters = reader.Parameters(attribute, type, name, scope);
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
            issues.Tell(
                IssueIds.NotABlock, scope, name + "." + unread.Name,
                "The block '" + name + "' has a parameter '" + unread.Name + "' that none of its layers reads; use it in an expression, or take it out");
        }
    }
}
