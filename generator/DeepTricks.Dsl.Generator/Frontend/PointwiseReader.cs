using System;
using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepTricks.Dsl.Generator.Frontend;

/// <summary>
/// Reads the body of a pointwise function as an expression over its parameters (<see cref="ExpressionText.Parameter"/>). Local variables and calls of other
/// pointwise functions are put in place; an if becomes a choice between what the two ways return.
/// </summary>
internal sealed class PointwiseReader
{
    private const int MostNodes = 20_000;

    private readonly Compilation compilation;
    private readonly IReadOnlyList<IMethodSymbol> around;
    private int nodes;

    private PointwiseReader(Compilation compilation, IReadOnlyList<IMethodSymbol> around) => (this.compilation, this.around) = (compilation, around);

    /// <summary>Reads a function, of this compilation or of a referenced assembly.</summary>
    /// <exception cref="NotDifferentiableException">A part has no derivative; says where and why.</exception>
    public static Expression Read(IMethodSymbol method, Compilation compilation) => Read(method, compilation, []);

    private static Expression Read(IMethodSymbol method, Compilation compilation, IReadOnlyList<IMethodSymbol> around)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly))
        {
            return Referenced(method);
        }

        var syntax = method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<MethodDeclarationSyntax>().FirstOrDefault()
            ?? throw new NotDifferentiableException(method.Locations[0], "'" + method.Name + "' has no body to differentiate");
        if (around.Contains(method, SymbolEqualityComparer.Default))
        {
            throw new NotDifferentiableException(syntax.Identifier.GetLocation(), "'" + method.Name + "' calls itself: " + string.Join(" > ", around.Append(method).Select(one => one.Name)) + "; a pointwise function is a formula");
        }

        var operation = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax) as IMethodBodyOperation;
        var body = operation?.BlockBody ?? operation?.ExpressionBody
            ?? throw new NotDifferentiableException(syntax.Identifier.GetLocation(), "'" + method.Name + "' has no body to differentiate");
        var reader = new PointwiseReader(compilation, [.. around, method]);
        return reader.Run(body.Operations, 0, new Dictionary<ISymbol, object>(SymbolEqualityComparer.Default), []) ?? throw new NotDifferentiableException(syntax.Identifier.GetLocation(), "'" + method.Name + "' does not return on every way");
    }

    /// <summary>What the compiler left of a function in its assembly.</summary>
    private static Expression Referenced(IMethodSymbol method)
    {
        string type = method.ContainingType.ToDisplayString();
        var left = method.ContainingAssembly.GetAttributes().Where(KnownNames.IsPointwiseExpression).FirstOrDefault(attribute =>
            attribute.ConstructorArguments.Length == 3 && Equals(attribute.ConstructorArguments[0].Value, type) && Equals(attribute.ConstructorArguments[1].Value, method.Name));
        string text = left?.ConstructorArguments[2].Value as string
            ?? throw new NotDifferentiableException(null, "the assembly '" + method.ContainingAssembly.Name + "' has no expression of '" + method.Name + "'; build it with this generator");
        try
        {
            return ExpressionText.Read(text);
        }
        catch (FormatException exception)
        {
            throw new NotDifferentiableException(null, "the assembly '" + method.ContainingAssembly.Name + "' has a damaged expression of '" + method.Name + "': " + exception.Message);
        }
    }

    /// <summary>What a list of statements returns, then the lists behind it; null where they end without.</summary>
    private Expression? Run(IReadOnlyList<IOperation> statements, int first, Dictionary<ISymbol, object> locals, IReadOnlyList<(IReadOnlyList<IOperation> Statements, int First)> behind)
    {
        for (int i = first; i < statements.Count; i++)
        {
            switch (statements[i])
            {
                case IReturnOperation { ReturnedValue: { } value }:
                    return Number(value, locals);
                case IBlockOperation block:
                    return Run(block.Operations, 0, locals, [(statements, i + 1), .. behind]);
                case IVariableDeclarationGroupOperation group:
                    foreach (var variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
                    {
                        var initializer = variable.Initializer ?? (variable.Parent as IVariableDeclarationOperation)?.Initializer;
                        if (initializer is not null)
                        {
                            locals[variable.Symbol] = Value(initializer.Value, locals);
                        }
                    }

                    break;
                case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment }:
                    locals[target.Local] = Value(assignment.Value, locals);
                    break;
                case IExpressionStatementOperation { Operation: ICompoundAssignmentOperation { Target: ILocalReferenceOperation target } assignment }:
                    locals[target.Local] = Combine(assignment, assignment.OperatorKind, Number(target, locals), Number(assignment.Value, locals));
                    break;
                case IConditionalOperation choice:
                    IReadOnlyList<(IReadOnlyList<IOperation>, int)> rest = [(statements, i + 1), .. behind];
                    var condition = Condition(choice.Condition, locals);
                    var then = Run([choice.WhenTrue], 0, new Dictionary<ISymbol, object>(locals, SymbolEqualityComparer.Default), rest);
                    var otherwise = Run(choice.WhenFalse is { } no ? [no] : [], 0, new Dictionary<ISymbol, object>(locals, SymbolEqualityComparer.Default), rest);
                    return then is null || otherwise is null ? null : condition(then, otherwise);
                case IEmptyOperation:
                    break;
                default:
                    throw Problem(statements[i], "is no statement of a pointwise function; it has local variables, if and return");
            }
        }

        return behind.Count == 0 ? null : Run(behind[0].Statements, behind[0].First, locals, [.. behind.Skip(1)]);
    }

    /// <summary>A number, or a condition.</summary>
    private object Value(IOperation operation, Dictionary<ISymbol, object> locals)
        => operation.Type?.SpecialType == SpecialType.System_Boolean ? Condition(operation, locals) : Number(operation, locals);

    private Expression Number(IOperation operation, Dictionary<ISymbol, object> locals)
    {
        if (++nodes > MostNodes)
        {
            throw Problem(operation, "makes the function too large");
        }

        if (operation.ConstantValue is { HasValue: true, Value: IConvertible value and not (bool or char or string) })
        {
            return value.ToDouble(System.Globalization.CultureInfo.InvariantCulture);
        }

        switch (operation)
        {
            case IParameterReferenceOperation parameter:
                return ExpressionText.Parameter(parameter.Parameter.Ordinal);
            case ILocalReferenceOperation local when locals.TryGetValue(local.Local, out object? known) && known is Expression number:
                return number;
            case ILocalReferenceOperation:
                throw Problem(operation, "has no value yet");
            case IConversionOperation { OperatorMethod: null } conversion when IsReal(conversion.Type) && IsReal(conversion.Operand.Type):
                return Number(conversion.Operand, locals);
            case IConversionOperation conversion:
                throw Problem(operation, "converts to or from " + (IsReal(conversion.Type) ? conversion.Operand.Type : conversion.Type)?.ToDisplayString() + ", which has no derivative");
            case IUnaryOperation { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Minus } negation:
                return -Number(negation.Operand, locals);
            case IUnaryOperation { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Plus } plus:
                return Number(plus.Operand, locals);
            case IBinaryOperation { OperatorMethod: null } binary when IsReal(binary.Type):
                return Combine(binary, binary.OperatorKind, Number(binary.LeftOperand, locals), Number(binary.RightOperand, locals));
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Condition(choice.Condition, locals)(Number(choice.WhenTrue, locals), Number(otherwise, locals));
            case IInvocationOperation call:
                return Call(call, [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => Number(argument.Value, locals))]);
            case IFieldReferenceOperation field:
                throw Problem(operation, "reads the field '" + field.Field.Name + "', which is no constant; make it const, or a parameter");
            case IPropertyReferenceOperation property:
                throw Problem(operation, "reads the property '" + property.Property.Name + "'; make it a constant, or a parameter");
            default:
                throw Problem(operation, "has no derivative; a pointwise function is made of arithmetic, comparisons, ?: and functions of MathF");
        }
    }

    private Expression Combine(IOperation operation, BinaryOperatorKind kind, Expression left, Expression right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.Divide => left / right,
        _ => throw Problem(operation, "has no derivative; write it with + - * /"),
    };

    private Expression Call(IInvocationOperation call, IReadOnlyList<Expression> arguments)
    {
        var method = call.TargetMethod;
        if (method.ContainingType.ToDisplayString() is "System.MathF" or "System.Math")
        {
            return MathFunctions.Of(method.Name, arguments) ?? throw Problem(call, "calls " + method.ContainingType.Name + "." + method.Name + ", whose derivative is not known here; known are " + MathFunctions.Names);
        }

        if (KnownNames.Pointwise(method) is null)
        {
            throw Problem(call, "calls '" + method.Name + "', which is no [Pointwise] function; mark it, or write its formula here");
        }

        try
        {
            return Read(method, compilation, around).Replace(leaf => arguments[int.Parse(leaf.Name.Substring(1), System.Globalization.CultureInfo.InvariantCulture)]);
        }
        catch (NotDifferentiableException exception) when (exception.Location is null)
        {
            throw Problem(call, "calls '" + method.Name + "', but " + exception.Message);
        }
    }

    /// <summary>A condition as the choice that it makes between two numbers.</summary>
    private Func<Expression, Expression, Expression> Condition(IOperation operation, Dictionary<ISymbol, object> locals)
    {
        if (operation.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return (then, otherwise) => constant ? then : otherwise;
        }

        switch (operation)
        {
            case ILocalReferenceOperation local when locals.TryGetValue(local.Local, out object? known) && known is Func<Expression, Expression, Expression> condition:
                return condition;
            case IUnaryOperation { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Not } not:
                var inner = Condition(not.Operand, locals);
                return (then, otherwise) => inner(otherwise, then);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                var (first, second) = (Condition(both.LeftOperand, locals), Condition(both.RightOperand, locals));
                return both.OperatorKind == BinaryOperatorKind.ConditionalAnd
                    ? (then, otherwise) => first(second(then, otherwise), otherwise)
                    : (then, otherwise) => first(then, second(then, otherwise));
            case IBinaryOperation { OperatorMethod: null } comparison when IsReal(comparison.LeftOperand.Type):
                var (left, right) = (Number(comparison.LeftOperand, locals), Number(comparison.RightOperand, locals));
                return comparison.OperatorKind switch
                {
                    BinaryOperatorKind.GreaterThan => (then, otherwise) => Expression.WhereGreater(left, right, then, otherwise),
                    BinaryOperatorKind.LessThan => (then, otherwise) => Expression.WhereGreater(right, left, then, otherwise),
                    BinaryOperatorKind.GreaterThanOrEqual => (then, otherwise) => Expression.WhereAtLeast(left, right, then, otherwise),
                    BinaryOperatorKind.LessThanOrEqual => (then, otherwise) => Expression.WhereAtLeast(right, left, then, otherwise),
                    BinaryOperatorKind.Equals => (then, otherwise) => Expression.WhereAtLeast(left, right, Expression.WhereAtLeast(right, left, then, otherwise), otherwise),
                    BinaryOperatorKind.NotEquals => (then, otherwise) => Expression.WhereAtLeast(left, right, Expression.WhereAtLeast(right, left, otherwise, then), then),
                    _ => throw Problem(operation, "is no comparison of a pointwise function"),
                };
            case IInvocationOperation { TargetMethod: { Name: "IsNaN", ContainingType.SpecialType: SpecialType.System_Single or SpecialType.System_Double } } test:
                var tested = Number(test.Arguments[0].Value, locals);
                return (then, otherwise) => Expression.WhereAtLeast(tested, tested, otherwise, then);
            default:
                throw Problem(operation, "is no condition of a pointwise function; write comparisons, && || and !");
        }
    }

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static NotDifferentiableException Problem(IOperation operation, string problem) => new(operation.Syntax.GetLocation(), "'" + operation.Syntax + "' " + problem);
}

/// <summary>A part of a function has no derivative.</summary>
/// <param name="location">Where it stands; null for a function of a referenced assembly.</param>
/// <param name="message">What is wrong.</param>
internal sealed class NotDifferentiableException(Location? location, string message) : Exception(message)
{
    /// <summary>Where it stands; null for a function of a referenced assembly.</summary>
    public Location? Location { get; } = location;
}
