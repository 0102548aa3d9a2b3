using DeepTricks.Dsl.Shapes;
using Shared;
using Shared.Pictures;

namespace DeepTricks.Dsl.Samples.Tests.Pictures;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Classes_are_the_folders_sorted_by_name()
    {
        Fill("train/zebra", 1);
        Fill("train/Ant", 2);
        Fill("train/bee", 1);
        Fill("test/bee", 3);
        Fill("test/Ant", 1);

        var found = ImageFolder.Find(folder.Path);

        Assert.Equal(["Ant", "bee", "zebra"], found.Classes);
        Assert.Equal([0, 0, 1, 2], found.Training.Select(picture => picture.Label));
        Assert.Equal([0, 1, 1, 1], found.Test.Select(picture => picture.Label));
        Assert.False(found.IsHeldOut);
        Assert.All(found.Test, picture => Assert.StartsWith(folder.File("test"), picture.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("train/")]
    public void Without_a_test_folder_a_fifth_of_every_class_is_held_out(string root)
    {
        Fill(root + "a", 20);
        Fill(root + "b", 11);
        Fill(root + "c", 4);

        var found = ImageFolder.Find(folder.Path);
        var again = ImageFolder.Find(folder.Path);

        Assert.True(found.IsHeldOut);
        Assert.Equal([0, 0, 0, 0, 1, 1], found.Test.Select(picture => picture.Label));
        Assert.Equal(35, found.Training.Concat(found.Test).Distinct().Count());
        Assert.Equal(found.Test, again.Test);
        Assert.NotEqual(found.Test.Take(4).Select(picture => Path.GetFileName(picture.Path)), ["0.bmp", "1.bmp", "10.bmp", "11.bmp"]);
    }

    [Fact]
    public void Hidden_files_and_folders_are_passed_over()
    {
        Fill("train/a", 1);
        Fill("train/b", 1);
        Fill("test/b", 1);
        Directory.CreateDirectory(folder.File("train/.cache"));
        File.WriteAllText(folder.File("train/a/.directory"), "no image");

        Assert.Equal(["a", "b"], ImageFolder.Find(folder.Path).Classes);
        Assert.Equal(2, ImageFolder.Find(folder.Path).Training.Count);
    }

    [Fact]
    public void A_missing_folder_is_named() => AssertRefused(folder.File("none"), folder.File("none"));

    [Fact]
    public void A_folder_without_classes_is_named() => AssertRefused(folder.Path, "no class", folder.Path);

    [Fact]
    public void One_class_is_too_few()
    {
        Fill("alone", 3);

        AssertRefused(folder.Path, "'alone'", "two");
    }

    [Fact]
    public void A_class_without_images_is_named()
    {
        Fill("a", 3);
        Directory.CreateDirectory(folder.File("b"));

        AssertRefused(folder.Path, folder.File("b"));
    }

    [Fact]
    public void A_test_folder_without_a_training_folder_is_named()
    {
        Fill("test/a", 1);
        Fill("a", 1);

        AssertRefused(folder.Path, folder.File("test"), folder.File("train"));
    }

    [Fact]
    public void A_class_that_only_the_test_folder_has_is_named()
    {
        Fill("train/a", 1);
        Fill("train/b", 1);
        Fill("test/c", 1);

        AssertRefused(folder.Path, "'c'", folder.File("test"), folder.File("train"));
    }

    [Fact]
    public void A_test_folder_without_images_is_named()
    {
        Fill("train/a", 1);
        Fill("train/b", 1);
        Directory.CreateDirectory(folder.File("test/a"));

        AssertRefused(folder.Path, folder.File("test"));
    }

    [Fact]
    public void Too_few_images_to_hold_any_out_is_an_error()
    {
        Fill("a", 4);
        Fill("b", 4);

        AssertRefused(folder.Path, folder.Path, "held out");
    }

    [Fact]
    public void A_file_of_another_kind_is_named()
    {
        Fill("a", 5);
        Fill("b", 5);
        folder.Write("b/notes.txt", "no image");

        AssertRefused(folder.Path, folder.File("b/notes.txt"), ".png");
    }

    [Fact]
    public void The_first_file_that_holds_no_image_is_named_and_the_others_are_counted()
    {
        Fill("a", 5);
        Fill("b", 5);
        foreach (var name in (string[])["a/1.bmp", "b/2.bmp", "b/3.bmp"])
        {
            folder.Write(name, "no image");
        }

        // The held-out ones are read as well, but it is the first list's first that is named.
        var found = ImageFolder.Find(folder.Path);
        var all = found.Training.Concat(found.Test).OrderBy(picture => picture.Path, StringComparer.Ordinal).ToList();
        var mistake = Assert.Throws<UserErrorException>(() => PictureReader.Read(all, SampleShape.Image(4, 4, 3), 2, default));

        Assert.Contains(folder.File("a/1.bmp"), mistake.Message, StringComparison.Ordinal);
        Assert.Contains("2 more", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_pictures_than_memory_holds_are_refused_before_one_is_read()
    {
        var mistake = Assert.Throws<UserErrorException>(() => PictureReader.CheckThatFits(20_000, SampleShape.Image(224, 224, 3)));

        Assert.Contains("20,000", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("--size", mistake.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void AssertRefused(string path, params string[] parts)
    {
        var mistake = Assert.Throws<UserErrorException>(() => ImageFolder.Find(path));

        Assert.All(parts, part => Assert.Contains(part, mistake.Message, StringComparison.Ordinal));
    }

    private void Fill(string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            ImageFiles.WritePlain(folder.File(FormattableString.Invariant($"{name}/{i}.bmp")), 6, 6, (byte)(10 * i), 100, 200);
        }
    }
}
