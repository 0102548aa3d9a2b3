using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class DatasetTests
{
    private static readonly SampleShape Pair = SampleShape.Vector(2);

    [Fact]
    public void Knows_its_samples()
    {
        var data = Dataset.FromBytes([1, 2, 3, 4, 5, 255], Pair, [0, 2, 1]);
        Assert.Equal((3, 2, 0, true), (data.Count, data.SampleLength, data.TargetLength, data.HasLabels));
        Assert.Equal(2, data.LabelAt(1));
        var sample = new float[2];
        data.CopySample(2, sample);
        Assert.Equal([5f, 255f], sample);
        Assert.Throws<InvalidOperationException>(() => data.TargetAt(0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.LabelAt(3));
        Assert.Throws<ArgumentException>(() => data.CopySample(0, new float[1]));
    }

    [Fact]
    public void Knows_its_targets()
    {
        var data = Dataset.FromFloats([1, 2, 3, 4], Pair, [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f], 3);
        Assert.Equal([0.4f, 0.5f, 0.6f], data.TargetAt(1).ToArray());
        Assert.Throws<InvalidOperationException>(() => data.LabelAt(0));
    }

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        Assert.Throws<DatasetException>(() => Dataset.FromBytes([1, 2, 3], Pair, [0]));
        Assert.Throws<DatasetException>(() => Dataset.FromBytes([], Pair, []));
        Assert.Throws<DatasetException>(() => Dataset.FromBytes([1, 2], default, [0]));
        var exception = Assert.Throws<DatasetException>(() => Dataset.FromFloats([1, 2, 3, 4], Pair, [0]));
        Assert.Contains("2 samples, but 1 labels", exception.Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => Dataset.FromFloats([1, 2, 3, 4], Pair, [0f, 1f, 2f], 2));
        Assert.Throws<DatasetException>(() => Dataset.FromFloats([1, 2, 3, 4], Pair, [], 0));
        Assert.Throws<DatasetException>(() => Dataset.FromBytes([1, 2, 3, 4], SampleShape.Image(70000, 70000, 3), [0]));
    }

    [Fact]
    public void Negative_labels_are_refused_with_their_sample()
    {
        var exception = Assert.Throws<DatasetException>(() => Dataset.FromFloats([1, 2, 3, 4], Pair, [0, -1]));
        Assert.Equal(1, exception.SampleIndex);
    }

    [Fact]
    public void A_subset_copies_what_is_asked_for()
    {
        var data = Dataset.FromBytes([1, 2, 3, 4, 5, 6], Pair, [0, 1, 2]);
        var subset = data.Subset([2, 0, 2]);
        Assert.Equal([5, 6, 1, 2, 5, 6], subset.Bytes!);
        Assert.Equal([2, 0, 2], subset.Labels!);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset([3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset([-1]));
        Assert.Throws<DatasetException>(() => data.Subset([]));
        var vectors = Dataset.FromFloats([1, 2, 3, 4], Pair, [0.1f, 0.2f, 0.3f, 0.4f], 2).Subset([1]);
        Assert.Equal([0.3f, 0.4f], vectors.TargetAt(0).ToArray());
    }

    [Theory]
    [InlineData(100, 0.1, 10)]
    [InlineData(10, 0.001, 1)]
    [InlineData(10, 0.999, 9)]
    [InlineData(2, 0.5, 1)]
    public void A_split_divides_all_samples(int count, double fraction, int heldOut)
    {
        var data = Dataset.FromFloats([.. Enumerable.Range(0, count * 2).Select(i => (float)i)], Pair, [.. Enumerable.Range(0, count)]);
        var (rest, held) = data.Split(fraction, seed: 4);
        Assert.Equal(heldOut, held.Count);
        Assert.Equal(Enumerable.Range(0, count), rest.Labels!.Concat(held.Labels!).Order());
        Assert.All(Enumerable.Range(0, held.Count), i => Assert.Equal(held.LabelAt(i) * 2, held.Numbers![2 * i]));
        Assert.Equal(held.Labels, data.Split(fraction, seed: 4).HeldOut.Labels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_split_needs_a_share(double fraction)
    {
        var data = Dataset.FromBytes([1, 2, 3, 4], Pair, [0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(fraction));
        Assert.Throws<DatasetException>(() => data.Subset([0]).Split(0.5));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void The_first_number_that_is_not_finite_is_found(float bad)
    {
        for (int length = 1; length < 70; length++)
        {
            var numbers = new float[length];
            Array.Fill(numbers, -float.MaxValue);
            Assert.Equal(-1, FiniteCheck.FirstNotFinite(numbers));
            numbers[^1] = bad;
            Assert.Equal(length - 1, FiniteCheck.FirstNotFinite(numbers));
            numbers[length / 2] = bad;
            Assert.Equal(length / 2, FiniteCheck.FirstNotFinite(numbers));
        }
    }
}
