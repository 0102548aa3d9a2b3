using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepTricks.Dsl.CodeFixes;

/// <summary>Changes of the attributes that declare layers.</summary>
internal static class LayerEdits
{
    /// <summary>The attribute at a location, or null.</summary>
    public static AttributeSyntax? At(SyntaxNode root, Location location)
        => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>Another layer in place of one; the layer's name stays.</summary>
    public static TextChange Replace(AttributeSyntax layer, string replacement)
    {
        string? name = layer.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Name")?.ToString();
        string declaration = name is null
            ? replacement
            : replacement.EndsWith(")", System.StringComparison.Ordinal) ? replacement.Substring(0, replacement.Length - 1) + ", " + name + ")" : replacement + "(" + name + ")";
        return new TextChange(layer.Span, Qualifier(layer) + declaration);
    }

    /// <summary>Another layer behind one.</summary>
    public static TextChange InsertAfter(AttributeSyntax layer, string declaration)
        => new(new TextSpan(layer.Span.End, 0), ", " + Qualifier(layer) + declaration);

    /// <summary>A layer in a line of its own below one that has a line of its own, else behind it.</summary>
    public static TextChange InsertBelow(AttributeSyntax layer, string declaration)
    {
        if (layer.Parent is not AttributeListSyntax { Attributes.Count: 1 } list)
        {
            return InsertAfter(layer, declaration);
        }

        var text = layer.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(list.SpanStart);
        string indent = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        string newLine = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return string.IsNullOrWhiteSpace(indent) && newLine.Length > 0
            ? new TextChange(new TextSpan(list.Span.End, 0), newLine + indent + "[" + Qualifier(layer) + declaration + "]")
            : InsertAfter(layer, declaration);
    }

    /// <summary>Nothing in place of a layer.</summary>
    public static TextChange Remove(AttributeSyntax layer)
    {
        var list = (AttributeListSyntax)layer.Parent!;
        if (list.Attributes.Count == 1)
        {
            // With its line, if nothing else stands there.
            var line = layer.SyntaxTree.GetText().Lines.GetLineFromPosition(list.SpanStart);
            bool isAlone = string.IsNullOrWhiteSpace(line.ToString().Replace(list.ToString(), ""));
            return new TextChange(isAlone ? line.SpanIncludingLineBreak : list.Span, "");
        }

        int index = list.Attributes.IndexOf(layer);
        return new TextChange(
            index == 0 ? TextSpan.FromBounds(layer.SpanStart, list.Attributes[1].SpanStart) : TextSpan.FromBounds(list.Attributes[index - 1].Span.End, layer.Span.End), "");
    }

    /// <summary>Two layers in each other's place.</summary>
    public static IEnumerable<TextChange> Swap(AttributeSyntax first, AttributeSyntax second)
        => [new TextChange(first.Span, second.ToString()), new TextChange(second.Span, first.ToString())];

    /// <summary>A layer without one of its named arguments.</summary>
    public static TextChange RemoveArgument(AttributeArgumentSyntax argument)
    {
        var arguments = ((AttributeArgumentListSyntax)argument.Parent!).Arguments;
        int index = arguments.IndexOf(argument);
        return new TextChange(
            index > 0 ? TextSpan.FromBounds(arguments[index - 1].Span.End, argument.Span.End) : argument.Parent.Span, "");
    }

    /// <summary>What stands before an attribute's simple name, so that a new one is found in the same namespace.</summary>
    private static string Qualifier(AttributeSyntax layer) => layer.Name switch
    {
        QualifiedNameSyntax name => name.Left + ".",
        AliasQualifiedNameSyntax name => name.Alias + "::",
        _ => "",
    };
}
